import type { Content } from '#content';
import { fold, type Language, type Site } from '#domain';
import { siteNamed } from './keywords.ts';

/** A way to join: the word to send in each language of its flow, and the site where one was named. */
export type JoinWay = {
  kind: 'way';
  /** The language of the word that was asked for. */
  language: Language;
  words: Record<Language, string>;
  site: Site | null;
};

export type NoJoinWay =
  | { kind: 'unknown_keyword'; keywords: string[] }
  | { kind: 'unknown_site'; keyword: string };

/**
 * What a family sends to join by a keyword, in any case, with or without accents, at a site by its id or
 * its name. The word of another language is the one at the same place in the flow's list, else its first.
 */
export function joinWay(
  content: Content,
  sites: readonly Site[],
  keyword: string,
  site: string | null,
): JoinWay | NoJoinWay {
  const all = Object.values(content.flows).flatMap((flow) => wordsOf(flow.keywords));
  const found = all.find(({ word }) => fold(word) === fold(keyword));
  if (!found) return { kind: 'unknown_keyword', keywords: all.map(({ word }) => word) };
  const { word, language, words } = found;
  if (site === null) return { kind: 'way', language, words, site };
  const named = siteNamed(sites, fold(site));
  if (!named) return { kind: 'unknown_site', keyword: word };
  return { kind: 'way', language, words, site: named };
}

function wordsOf(keywords: Record<Language, string[]>) {
  return Object.entries(keywords).flatMap(([language, own]) =>
    own.map((word, place) => ({ word, language, words: besides(keywords, place) })),
  );
}

/** The word of every language at one place of the lists. */
function besides(keywords: Record<Language, string[]>, place: number): Record<Language, string> {
  const words = Object.entries(keywords).flatMap(([language, own]) => {
    const word = own[place] ?? own[0];
    return word === undefined ? [] : [[language, word] as const];
  });
  return Object.fromEntries(words);
}

/** The word of a way in a language, or in that of the word asked for where its flow has none. */
export function joinWord({ words, language }: JoinWay, wished: Language = language): string {
  return words[wished] ?? words[language]!;
}

/** The message that joins: the word, and the id of the site. */
export function joinMessage(way: JoinWay, wished?: Language): string {
  const word = joinWord(way, wished);
  return way.site === null ? word : `${word} ${way.site._id}`;
}
