import { type Content, type JoinKey, WHOLE_LANGUAGES } from '#content';
import type { Language, Programme } from '#domain';

export type WordsWorld = { content: () => Content; programme: () => Programme; live: boolean };

/** The page's texts in one language; the values are those that the text speaks of. */
export type Words = (key: JoinKey, values?: { word: string }) => string;

/** The page's languages, equals: those that have every text, the one that was asked for first. */
export function pageLanguages(first: Language): Language[] {
  return [...WHOLE_LANGUAGES].sort((a, b) => Number(b === first) - Number(a === first));
}

/** What is said to a family in a language, by any text, read over or not: for pages that promise nothing. */
export function anyWords(world: WordsWorld, language: Language): Words {
  return (key, values) => world.content().render(requestFor(world, language, key, values));
}

/**
 * The texts of a language as they may be shown: while the real Twilio is used only those that a person has
 * read over. Null where one of `keys` is not; another language then says it for both.
 */
export function usableWords(
  world: WordsWorld,
  language: Language,
  keys: readonly JoinKey[],
): Words | null {
  const { live } = world;
  const content = world.content();
  const read = (key: JoinKey, values?: { word: string }) =>
    content.usable(requestFor(world, language, key, values), { live });
  const all = keys.map((key) => read(key, { word: '' }));
  if (!all.every((written) => written?.language === language)) return null;
  return (key, values) => read(key, values)?.text ?? '';
}

function requestFor(
  { programme }: WordsWorld,
  language: Language,
  key: JoinKey,
  values: { word: string } | undefined,
) {
  const { name: organisation, timeZone } = programme();
  const all = { organisation, ...values };
  return { language, namespace: 'common', key: `join.${key}`, values: all, timeZone };
}
