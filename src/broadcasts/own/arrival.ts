import { closesAt, localTime, nextOpening, SECOND } from '#domain';

/** Texts that may go from `start` on, wished for at `wished`, all at one kind of place. */
export type Bucket = {
  start: Date;
  wished: Date;
  place: { timeZone: string; state: string | null };
  texts: number;
  segments: number;
};

/** When the last text has gone (null where there is none), and how many go on a later day than wished. */
export type Arrival = { last: Date | null; later: number };

/**
 * How texts go out one after the other at a sender's rate, within each place's hours: what does not get
 * through before they end waits for the next day. A reckoning: other texts of that time are not in it.
 */
export function arrivalOf(buckets: readonly Bucket[], segmentsPerSecond: number): Arrival {
  const waiting = buckets.filter(({ texts }) => texts > 0).map((bucket) => ({ ...bucket }));
  let free = 0;
  let last: Date | null = null;
  let later = 0;
  for (;;) {
    waiting.sort((a, b) => a.start.getTime() - b.start.getTime());
    const next = waiting.shift();
    if (!next) return { last, later };
    const at = new Date(Math.max(free, next.start.getTime()));
    const moment = { at, ...next.place, limits: 'usual' as const };
    const opens = nextOpening(moment);
    if (opens > at) {
      waiting.push({ ...next, start: opens });
      continue;
    }
    const left = (closesAt(moment)!.getTime() - at.getTime()) / SECOND;
    const { gone, rest } = split(next, Math.floor(left * segmentsPerSecond));
    if (rest.texts > 0) waiting.push({ ...rest, start: closesAt(moment)! });
    if (gone.texts === 0) continue;
    free = at.getTime() + Math.ceil((gone.segments / segmentsPerSecond) * SECOND);
    last = new Date(free);
    if (dayOf(at, next) !== dayOf(next.wished, next)) later += gone.texts;
  }
}

/** What of a bucket goes in `room` segments, and what is left of it. */
function split(bucket: Bucket, room: number): { gone: Bucket; rest: Bucket } {
  const { texts, segments } = bucket;
  if (segments <= room) return { gone: bucket, rest: { ...bucket, texts: 0, segments: 0 } };
  const going = Math.floor((texts * room) / segments);
  const part = Math.round((segments * going) / texts);
  return {
    gone: { ...bucket, texts: going, segments: part },
    rest: { ...bucket, texts: texts - going, segments: segments - part },
  };
}

function dayOf(at: Date, { place }: Bucket): string {
  const { year, month, day } = localTime(at, place.timeZone).day;
  return `${year}-${month}-${day}`;
}
