import { ContentError, fold } from '#domain';
import { understand } from '#understanding';
import type { Content } from '../content.ts';

type Claim = { flow: string; file: string; path: string; word: string };

/**
 * Keywords that can never begin their flow: one that another flow has too, in whatever language, since a word
 * begins one flow only; one without letters; one that families stop us with in their own words; and any of
 * a flow about a workshop. What the carrier takes is refused as the flow is read.
 */
export function checkKeywords(content: Content): ContentError[] {
  const owners = new Map<string, string>();
  const ofClaims = claims(content).flatMap(({ flow, file, path, word }) => {
    const folded = fold(word);
    if (folded === '') return [new ContentError('write a word of letters', file, path)];
    const owner = owners.get(folded);
    owners.set(folded, owner ?? flow);
    if (owner !== undefined && owner !== flow) {
      const cure = `the flow \`${owner}\` begins with this word too: choose another`;
      return [new ContentError(cure, file, path)];
    }
    if (!isStop(content, word)) return [];
    const cure = 'families stop us with this word: choose another';
    return [new ContentError(cure, file, path)];
  });
  return [...withoutWorkshop(content), ...ofClaims];
}

/** A word names no workshop, and its flow would speak of one. */
function withoutWorkshop({ flows }: Content): ContentError[] {
  const cure = 'a word begins a flow without its workshop: remove `keywords`, or `needs`';
  return Object.values(flows)
    .filter(({ keywords, needs }) => needs.length > 0 && Object.keys(keywords).length > 0)
    .map(({ id }) => new ContentError(cure, `flows/${id}.yaml`, 'keywords'));
}

function claims({ flows }: Content): Claim[] {
  return Object.values(flows).flatMap(({ id, keywords }) =>
    Object.entries(keywords).flatMap(([language, words]) =>
      words.map((word, i) => ({
        flow: id,
        file: `flows/${id}.yaml`,
        path: `keywords.${language}.${i}`,
        word,
      })),
    ),
  );
}

function isStop(content: Content, word: string): boolean {
  const moment = { expects: null, options: [], confirmed: false, optedOut: false };
  return understand(word, moment, content.lexicon()).intents.includes('opt_out');
}
