import { squeeze } from '#domain';

/** How many buckets traits are spread over, by their hash: a power of two. */
export const BUCKETS = 1 << 15;

/** Stretches of so many letters tell a word however it is spelled. */
const STRETCHES = [3, 4];

/** A word as the weights know it: its spelling, as a hash and as a bucket, and its stretches of letters. */
export type WordTraits = {
  hash: number;
  bucket: number;
  letters: readonly number[];
  /** What it has for itself by some weights: reckoned once, see `weigh`. */
  weighed: { by: object; steps: Int32Array } | null;
};

/** A folded word → its traits; doubled letters count as single ones. */
export function wordTraits(text: string): WordTraits {
  const word = ` ${squeeze(text)} `;
  const letters = STRETCHES.flatMap((size) =>
    Array.from({ length: Math.max(0, word.length - size + 1) }, (_, at) =>
      bucketOf(hashOf(word.slice(at, at + size), size)),
    ),
  );
  const hash = hashOf(word);
  return { hash, bucket: bucketOf(hash), letters, weighed: null };
}

/** FNV-1a, from a seed. */
export function hashOf(name: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}

/** The hash of two things, in their order. */
export function hashOfBoth(first: number, second: number): number {
  return Math.imul(first ^ (first >>> 13), 0x5bd1e995) ^ Math.imul(second, 0x1b873593);
}

/** The bucket into which a hash falls. */
export function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1);
}
