import { z } from 'zod';
import { RSVP_STATES } from '#domain';
import type { Intent } from '#understanding';
import { Duration } from './duration.ts';
import { Name } from './fact-types.ts';
import type { Finding } from './node-type.ts';

/** What a message may mean to start a flow; consent, language and help are never a flow's. */
const STARTING = [
  'yes',
  'no',
  'maybe',
  'late',
  'party_size',
  'question',
  'childcare',
  'thanks',
] as const satisfies Intent[];

/** So many days after a date, or before it (negative), at a time of the site's clock. */
const onDay = {
  days: z
    .int()
    .min(-60)
    .max(60)
    .describe('How many days after that day; before it with a minus: `-2` is two days before.'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as `17:30`')
    .describe("When on that day, on the site's clock: `17:30`."),
};

/** How a flow starts, beside its keywords, an invitation, a broadcast or another flow. */
export const Begins = z.strictObject({
  intents: z
    .array(z.enum(STARTING))
    .default([])
    .describe('A message that means this, where no question is open.'),
  workshop: z
    .strictObject({
      ...onDay,
      states: z
        .array(z.enum(RSVP_STATES))
        .min(1)
        .describe('To the families whose RSVP stands so: `[yes]`.'),
    })
    .optional()
    .describe("A day told from a workshop's own: two days before it, the day after it."),
  contact_date: z
    .strictObject({
      field: Name.describe('The field of the contact that holds the date, as `2026-12-05`.'),
      ...onDay,
    })
    .optional()
    .describe('A day told from a date that a field of the contact holds.'),
  missed_reply: z
    .strictObject({
      flow: Name.describe('The flow that asked.'),
      question: Name.describe('The node of the question in that flow.'),
      after: Duration.describe('How long nobody has answered: `30m`, `3h`, `2d`.'),
    })
    .optional()
    .describe('A question of another flow that nobody has answered in this time.'),
});

export type Begins = z.output<typeof Begins>;

/** A way to start that gives a flow no workshop, where it needs one. */
export function inspectBegins(flow: { needs: readonly string[]; begins: Begins }): Finding[] {
  if (!flow.needs.includes('workshop')) return [];
  const { intents, contact_date: date } = flow.begins;
  const found = [
    ...(intents.length > 0 ? ['begins.intents'] : []),
    ...(date ? ['begins.contact_date'] : []),
  ];
  const message = 'this start knows no workshop, and the flow needs one: remove one of the two';
  return found.map((path) => ({ path, message }));
}
