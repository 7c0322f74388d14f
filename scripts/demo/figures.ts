import type { Report } from './puente.ts';
import type { Expected, Story } from './story.ts';
import type { Told } from './tell-story.ts';

/** One line of the closing table. */
export type Figure = { name: string; expected: number; actual: number };

/** Every figure of the closing table: what the story demands, and what came of it. */
export function figuresOf(story: Story, told: Told, report: Report): Figure[] {
  const { expected } = story;
  const row = (name: string, key: Exclude<keyof Expected, 'withheld'>): Figure => ({
    name,
    expected: expected[key],
    actual: report[key],
  });
  const reasons = new Set([...Object.keys(expected.withheld), ...Object.keys(report.withheld)]);
  return [
    row('Families invited', 'invited'),
    row('  said yes and have seats', 'yes'),
    row(`  people who come (${story.workshop.capacity} seats)`, 'headcount'),
    row('  said maybe', 'maybe'),
    row('  said no, or gave their seats back', 'no'),
    row('  on the waitlist', 'waitlist'),
    row('  opted out', 'optedOut'),
    row('Reminders sent', 'remindersSent'),
    ...[...reasons].sort().map((reason) => ({
      name: `Reminders withheld: ${reason.replaceAll('_', ' ')}`,
      expected: expected.withheld[reason] ?? 0,
      actual: report.withheld[reason] ?? 0,
    })),
    { name: 'Texts to families who never agreed', expected: 0, actual: told.toNeverAgreed },
    { name: 'Texts after an opt-out was confirmed', expected: 0, actual: told.afterOptOut },
    { name: 'Departures from the story', expected: 0, actual: told.surprises.length },
  ];
}
