import { isCourtesy } from './phrase-traits.ts';
import { LAYERS } from './phrase-tree.ts';
import type { Reading } from './reading.ts';
import { bucketOf, hashOf, hashOfBoth, type WordTraits } from './word-traits.ts';

/**
 * What a message shows before anything is made of it: its words, and as the buckets of a hash which words are
 * neighbours, the phrases found, and the moment.
 */
export type Traits = { moment: string; words: readonly WordTraits[]; buckets: readonly number[] };

const START = hashOf('^');
const END = hashOf('$');

/**
 * The traits of a message: its words, what neighbours what, the phrases found, these also with the moment,
 * and what was counted. Nothing that the rules concluded is among them. Capitals, accents, stretched letters
 * and courtesy make no difference.
 */
export function traitsOf(reading: Reading): Traits {
  const moment = momentOf(reading);
  const words = tellingWords(reading);
  return { moment, words, buckets: [...neighbours(words), ...phrases(reading, moment)] };
}

/** The moment in a few words: what was asked, and how she stands. */
function momentOf({ context }: Pick<Reading, 'context'>): string {
  const { expects, confirmed, optedOut } = context;
  return `${expects ?? 'nothing'}${confirmed ? ' confirmed' : ''}${optedOut ? ' opted out' : ''}`;
}

/** The words of a message, courtesy left out. */
function tellingWords({ words, found }: Reading): WordTraits[] {
  const courteous = [...found.sign, ...found.meaning].filter(isCourtesy);
  const telling: WordTraits[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (courteous.some(({ start, end }) => start <= i && i < end)) continue;
    telling.push(words[i]!.traits);
  }
  return telling;
}

function neighbours(words: readonly WordTraits[]): number[] {
  const buckets: number[] = [];
  let before = START;
  for (const { hash } of words) {
    buckets.push(bucketOf(hashOfBoth(before, hash)));
    before = hash;
  }
  buckets.push(bucketOf(hashOfBoth(before, END)));
  return buckets;
}

function phrases(reading: Reading, said: string): number[] {
  const moment = hashOf(said);
  const hashes = countedHashes(reading);
  for (const layer of LAYERS) {
    for (const { traits } of reading.found[layer]) {
      for (const hash of traits) if (!hashes.includes(hash)) hashes.push(hash);
    }
  }
  const buckets = [bucketOf(moment)];
  for (const hash of hashes) buckets.push(bucketOf(hash), bucketOf(hashOfBoth(moment, hash)));
  return buckets;
}

function countedHashes({ people, times, ages, asking, loneNumber }: Reading): number[] {
  const told: number[] = [];
  if (asking.includes(true)) told.push(ASKS);
  if (people.total !== null) told.push(COUNTS_PEOPLE);
  if (loneNumber !== null) told.push(NUMBER_ALONE);
  if (times.length > 0) told.push(TELLS_TIMES);
  if (ages.ages.length > 0) told.push(TELLS_AGES);
  return told;
}

const ASKS = hashOf('asks');
const COUNTS_PEOPLE = hashOf('counts people');
const NUMBER_ALONE = hashOf('a number alone');
const TELLS_TIMES = hashOf('tells times');
const TELLS_AGES = hashOf('tells ages');
