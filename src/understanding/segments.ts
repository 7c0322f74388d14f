import type { Reading } from './reading.ts';

/**
 * The parts of a message that say one thing each, finer than clauses: "voy y ya no me escriban" is two. For
 * each word the number of its part.
 */
export function segmentsOf({ words, found }: Pick<Reading, 'words' | 'found'>): number[] {
  const begins = new Set(found.joint.map(({ start }) => start));
  let segment = 0;
  return words.map(({ clause }, i) => {
    if (i > 0 && (begins.has(i) || words[i - 1]!.clause !== clause)) segment += 1;
    return segment;
  });
}
