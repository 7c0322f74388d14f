import { z } from 'zod';
import { parsePhone, RSVP_STATES, type RsvpState } from '#domain';

/**
 * Whom a broadcast is for, as data. Everything named in one object must hold ("and"); a list of values means
 * any of them. Whether they consented is not part of it: those without consent are never recipients.
 */
export type Audience = {
  and?: Audience[] | undefined;
  or?: Audience[] | undefined;
  not?: Audience | undefined;
  /** Every contact there is. */
  everyone?: true | undefined;
  site?: string[] | undefined;
  language?: string[] | undefined;
  /** Subscriptions are tags: `topic:college`. */
  tag?: string[] | undefined;
  role?: string[] | undefined;
  grade?: string[] | undefined;
  /** What flows have learnt, by name. */
  field?: Record<string, string[]> | undefined;
  /** Families asked to a workshop; with `rsvp`, those who stand so. */
  workshop?: string | undefined;
  /** The same of any workshop of a series. */
  series?: string | undefined;
  rsvp?: RsvpState[] | undefined;
  /** Beside a workshop or a series: who came, or, having said yes, did not. */
  attendance?: Attended[] | undefined;
  answer?: { flow: string; question: string; value: (string | number | boolean)[] } | undefined;
  contacts?: string[] | undefined;
  phones?: string[] | undefined;
};

/** Whether a family came to a workshop, where that was written down. */
export type Attended = 'attended' | 'missed';

const MOST_VALUES = 100;
/** Longer lists belong in tags: this one is kept with the broadcast. */
const MOST_LISTED = 10_000;

function several<Item extends z.ZodType>(item: Item, what: string, most = MOST_VALUES) {
  const list = z.array(item).min(1, `must name ${what}`).max(most, `must have at most ${most}`);
  return z
    .union([item, list], `must be ${what}, or a list of such`)
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<Item>[]);
}

const name = z.string().min(1).max(100);
const phone = z.string().transform((given, ctx) => {
  const parsed = parsePhone(given);
  if (parsed) return parsed;
  ctx.addIssue({ code: 'custom', message: 'must be a phone number, like +12135550101' });
  return z.NEVER;
});
const state = z.enum(RSVP_STATES as [RsvpState, ...RsvpState[]]);
const attended = z.enum(['attended', 'missed']);
const value = z.union([z.string().min(1), z.number(), z.boolean()]);

/** An audience as it is written: one value may stand where several may. */
export const Audience: z.ZodType<Audience> = z.lazy(
  () =>
    z
      .strictObject({
        and: z.array(Audience).min(1).optional(),
        or: z.array(Audience).min(1).optional(),
        not: Audience.optional(),
        everyone: z.literal(true).optional(),
        site: several(name, 'the id of a site').optional(),
        language: several(name, 'a language like es').optional(),
        tag: several(name, 'a tag like topic:college').optional(),
        role: several(name, 'a role').optional(),
        grade: several(name, 'a grade').optional(),
        field: z
          .record(
            z.string().regex(/^[a-z][a-z0-9_]*$/i, 'must be a plain name'),
            several(name, 'a value'),
          )
          .optional(),
        workshop: name.optional(),
        series: name.optional(),
        attendance: several(attended, 'attended or missed').optional(),
        rsvp: several(state, `an answer (${RSVP_STATES.join(', ')})`).optional(),
        answer: z
          .strictObject({ flow: name, question: name, value: several(value, 'an answer') })
          .optional(),
        contacts: several(name, 'the id of a contact', MOST_LISTED).optional(),
        phones: several(phone, 'a phone number like +12135550101', MOST_LISTED).optional(),
      })
      .refine((given) => Object.keys(given).length > 0, {
        error: 'says nobody: name a site, a workshop or the like, or {"everyone":true}',
      })
      .refine((given) => !given.rsvp || given.workshop || given.series, {
        path: ['rsvp'],
        error: 'needs a workshop or a series beside it',
      })
      .refine((given) => !given.attendance || given.workshop || given.series, {
        path: ['attendance'],
        error: 'needs a workshop or a series beside it',
      })
      .refine((given) => !given.series || !given.workshop, {
        path: ['series'],
        error: 'stands instead of a workshop: join the two by "and"',
      }) as unknown as z.ZodType<Audience>,
);

/** Every part of an audience, the whole first. */
export function partsOf(audience: Audience): Audience[] {
  const inner = [...(audience.and ?? []), ...(audience.or ?? [])];
  if (audience.not) inner.push(audience.not);
  return [audience, ...inner.flatMap(partsOf)];
}

/** Parts that everybody in the audience must fulfil: it, and what it joins by "and". */
export function requiredParts(audience: Audience): Audience[] {
  return [audience, ...(audience.and ?? []).flatMap(requiredParts)];
}
