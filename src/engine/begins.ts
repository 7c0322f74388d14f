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
  days: z.int().min(-60).max(60),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as `17:30`'),
};

/** How a flow starts, beside its keywords, an invitation, a broadcast or another flow. */
export const Begins = z.strictObject({
  /** A message that means this, where no question is open. */
  intents: z.array(z.enum(STARTING)).default([]),
  /** A day told from a workshop's own, to the families whose RSVP stands so. */
  workshop: z.strictObject({ ...onDay, states: z.array(z.enum(RSVP_STATES)).min(1) }).optional(),
  /** A day told from a date (2026-12-05) that a field of the contact's holds. */
  contact_date: z.strictObject({ field: Name, ...onDay }).optional(),
  /** Another flow's question that nobody answered in this time. */
  missed_reply: z.strictObject({ flow: Name, question: Name, after: Duration }).optional(),
});

export type Begins = z.output<typeof Begins>;

/** A way to start that gives a flow no workshop, where it needs one. */
export function inspectBegins(flow: {
  needs: readonly string[];
  keywords: Record<string, string[]>;
  begins: Begins;
}): Finding[] {
  if (!flow.needs.includes('workshop')) return [];
  const { intents, contact_date: date } = flow.begins;
  const found = [
    ...(intents.length > 0 ? ['begins.intents'] : []),
    ...(date ? ['begins.contact_date'] : []),
    ...(Object.keys(flow.keywords).length > 0 ? ['keywords'] : []),
  ];
  const message = 'this start knows no workshop, and the flow needs one: remove one of the two';
  return found.map((path) => ({ path, message }));
}
