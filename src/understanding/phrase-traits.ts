import type { Layer } from './phrase-tree.ts';
import { hashOf } from './word-traits.ts';

/** What may stand beside anything and change nothing: it is passed over. */
const COURTESY: ReadonlySet<string> = new Set(['filler', 'thanks', 'blessing', 'greeting']);

/** Where a phrase's value is the name of a thing; others are numbers and hours, which no intent hangs on. */
const NAMED: ReadonlySet<string> = new Set(['topic', 'need', 'reason', 'language', 'flag']);

/** Whether a phrase is courtesy, which says nothing of what is meant. */
export function isCourtesy({ kind }: { kind: string }): boolean {
  return COURTESY.has(kind);
}

/** What a phrase stands for as the weights know it: hashes of its kind and, where it names a thing, of that. */
export function phraseTraits(layer: Layer, kind: string, value: string): readonly number[] {
  if (COURTESY.has(kind)) return [];
  const hash = hashOf(kind, hashOf(layer));
  return NAMED.has(layer) ? [hash, hashOf(value, hash)] : [hash];
}
