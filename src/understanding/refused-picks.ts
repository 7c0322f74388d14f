import type { Reading } from './reading.ts';

/** A choice of options, and the word it stands at. */
export type Pick = { at: number; pick: number[] | 'all' | 'none' };

/**
 * "Los sábados no, la virtual", "no puedo de día, después de las 5": what is refused beside something that is
 * not; and what stands in a question beside what does not ("los sábados, pero dan desayuno?").
 */
export function withoutDenied(picks: Pick[], reading: Reading): Pick[] {
  if (picks.length < 2) return picks;
  const asked = ({ at }: Pick) => reading.asking[reading.words[at]!.clause] === true;
  const stated = picks.filter((pick) => !asked(pick));
  const rest = stated.length > 0 ? stated : picks;
  const places = rest.map(({ at }) => at);
  const wanted = rest.filter(({ at }) => {
    const before = Math.max(...places.filter((place) => place < at), -1);
    const next = Math.min(...places.filter((place) => place > at));
    return !isDenied(at, before, next, reading);
  });
  return wanted.length > 0 ? wanted : rest;
}

/** Whether a "no" stands before a pick, after the pick before it, or right at the end of its clause. */
function isDenied(at: number, before: number, next: number, { words, found }: Reading): boolean {
  const { clause } = words[at]!;
  return found.sign.some(({ kind, start, end }) => {
    // "O si no" is "or else".
    const orElse = words[start - 1]?.text === 'si';
    if (!DENIES.includes(kind) || orElse || words[start]!.clause !== clause) return false;
    if (start < at) return start > before && at - end < 4;
    const last = words[end]?.clause !== clause;
    return last && start - at < 4 && next > start;
  });
}

const DENIES = ['not', 'rather_than'];
