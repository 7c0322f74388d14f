import type { Reading } from './reading.ts';

/**
 * The parts of a message that say one thing each, finer than clauses: "voy y ya no me escriban" is two. For
 * each word the number of its part.
 */
export function segmentsOf({ words, found }: Pick<Reading, 'words' | 'found'>): number[] {
  const segments: number[] = [];
  let segment = 0;
  for (let i = 0; i < words.length; i += 1) {
    const parted = i > 0 && words[i - 1]!.clause !== words[i]!.clause;
    if (parted || (i > 0 && found.joint.some(({ start }) => start === i))) segment += 1;
    segments.push(segment);
  }
  return segments;
}
