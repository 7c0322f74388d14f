import { instantOf, localTime } from './local-time.ts';

/** When somebody is at a site: ISO weekdays (1 Monday to 7 Sunday), and `HH:MM` of its own clock. */
export type OfficeHours = { days: number[]; from: string; to: string };

/** Whether an office is open at an instant, and until when; or when it opens next. */
export type OfficeMoment = { isOpen: true; closesAt: Date } | { isOpen: false; opensAt: Date };

/** How an office stands at an instant. `hours` must name a day, and `to` be after `from`. */
export function officeAt(at: Date, timeZone: string, hours: OfficeHours): OfficeMoment {
  const { day } = localTime(at, timeZone);
  const instant = (daysLater: number, clock: string) =>
    instantOf(day, daysLater, minutesOf(clock), timeZone);
  // A week on, today's hours come again, whatever time it is now.
  for (let later = 0; later <= 7; later += 1) {
    const weekday = ((day.weekday + later + 6) % 7) + 1;
    if (!hours.days.includes(weekday)) continue;
    const opensAt = instant(later, hours.from);
    if (at < opensAt) return { isOpen: false, opensAt };
    const closesAt = instant(later, hours.to);
    if (at < closesAt) return { isOpen: true, closesAt };
  }
  throw new RangeError('Office hours without a day: name at least one, from 1 (Monday) to 7.');
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
