import { HOUR, localTime, type MessageHours, nextOpening, type Site } from '#domain';
import type { Broadcast } from '#storage';

export type Place = Pick<Site, 'timeZone' | 'state'>;

/** Two hours before the start a family is on its way: news must be there by then. */
const ON_THE_WAY = 2 * HOUR;

/**
 * Within which hours a stage's text may go. The morning-of goes at 8:00. News of a change goes from 7:00 on
 * the day itself if a named person confirmed it, and within the hard limits if by the usual hours it came
 * too late for the start she knows (`known`) or for the new one, whichever is first.
 */
export function stageHours(
  broadcast: Pick<Broadcast, 'stage' | 'startsAt' | 'by'>,
  known: Date,
  place: Place,
  now: Date,
): MessageHours {
  if (broadcast.stage === 'morning_of') return 'hard';
  if (broadcast.stage !== 'moved' && broadcast.stage !== 'cancelled') return 'usual';
  const first = known < broadcast.startsAt ? known : broadcast.startsAt;
  const opening = (limits: 'usual' | 'urgent') => nextOpening({ at: now, ...place, limits });
  if (broadcast.by && isSameDay(opening('urgent'), first, place.timeZone)) return 'urgent';
  return opening('usual').getTime() > first.getTime() - ON_THE_WAY ? 'hard' : 'usual';
}

function isSameDay(a: Date, b: Date, timeZone: string): boolean {
  const [x, y] = [localTime(a, timeZone).day, localTime(b, timeZone).day];
  return x.year === y.year && x.month === y.month && x.day === y.day;
}
