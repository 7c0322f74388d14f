import { z } from 'zod';
import { isTimeZone } from '#domain';

/** An instant as people write one to us: ISO 8601 with its zone. */
export const Instant = z
  .string()
  .regex(/T.*(Z|[+-]\d\d:?\d\d)$/, 'must be ISO 8601 with a zone, like 2026-12-05T10:00:00-08:00')
  .transform((value, ctx) => {
    const at = new Date(value);
    if (!Number.isNaN(at.getTime())) return at;
    ctx.addIssue({ code: 'custom', message: 'must be a date that exists' });
    return z.NEVER;
  });

const timeZone = z.string().refine(isTimeZone, 'must be a zone like America/Los_Angeles');
const id = z.string().min(1).max(100);
const byLanguage = z.record(z.string(), z.string());
const capacity = z.number().int().min(0).nullable().default(null);

const ProgrammeLine = z.object({
  kind: z.literal('programme'),
  name: z.string().min(1).max(40, 'must have at most 40 characters'),
  timeZone,
  monthlySegments: z.number().int().positive().nullable().default(null),
  segmentPrice: z
    .number()
    .positive()
    .max(1, 'must be US dollars, like 0.0118')
    .nullable()
    .default(null),
  help: z.union([byLanguage, z.string().transform((text) => ({ es: text, en: text }))]).nullish(),
  language: z.string().min(2).max(20).nullish(),
  facts: z.record(z.string(), byLanguage).optional(),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:00');

const officeHours = z
  .strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1, 'must name a day, 1 Monday to 7 Sunday'),
    from: clock,
    to: clock,
  })
  .refine(({ from, to }) => to > from, { path: ['to'], error: 'must be after from' });

const SiteLine = z.object({
  kind: z.literal('site'),
  id,
  name: z.string().min(1),
  timeZone,
  state: z.string().length(2, 'must be two letters, like CA').nullish(),
  officeHours: officeHours.nullish(),
});

const StaffLine = z.object({
  kind: z.literal('staff'),
  id,
  name: z.string().default(''),
  phone: z.string(),
  language: z.string().min(2).max(12).default('en'),
  sites: z.array(id).min(1, 'must name a site'),
  order: z.number().int().default(1),
});

const WorkshopLine = z
  .object({
    kind: z.literal('workshop'),
    id,
    site: id,
    series: id.nullable().default(null),
    title: byLanguage.refine((title) => Object.keys(title).length > 0, 'must have a language'),
    startsAt: Instant,
    endsAt: Instant,
    place: z.string().min(1),
    capacity,
    zoomCapacity: capacity,
    childcareCapacity: capacity,
    facts: z.record(z.string(), z.union([z.boolean(), byLanguage])).default({}),
  })
  .refine((line) => line.endsAt > line.startsAt, {
    path: ['endsAt'],
    error: 'must be after startsAt',
  });

const ContactLine = z.object({
  kind: z.literal('contact'),
  phone: z.string(),
  name: z.string().optional(),
  language: z.string().trim().toLowerCase().min(2).max(12).optional(),
  sites: z.array(id).optional(),
  consent: z
    .object({
      scope: z.literal('workshops'),
      at: Instant,
      medium: z.enum(['paper', 'text', 'web', 'spoken']),
      words: z.string(),
      by: z.string(),
    })
    .nullish(),
});

/** One family at one workshop, or, `as` missed, not there. */
const AttendanceLine = z.object({
  kind: z.literal('attendance'),
  workshop: id,
  phone: z.string(),
  as: z.enum(['attended', 'missed']).default('attended'),
  by: z.string().min(1).nullable().default(null),
});

const Line = z.discriminatedUnion('kind', [
  ProgrammeLine,
  SiteLine,
  WorkshopLine,
  ContactLine,
  StaffLine,
  AttendanceLine,
]);

/** One line of `load`. */
export type Line = z.infer<typeof Line>;
export type ContactLine = z.infer<typeof ContactLine>;
export type AttendanceLine = z.infer<typeof AttendanceLine>;
export type StaffLine = z.infer<typeof StaffLine>;

/** What a line says, or whose line it is and what is wrong with it, field by field and without its content. */
export type ReadLine =
  | { kind: 'line'; line: Line }
  | { kind: 'wrong'; id: string | null; reason: string };

/** Reads one line of JSON. */
export function readLine(text: string): ReadLine {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { kind: 'wrong', id: null, reason: 'is not JSON: one object a line' };
  }
  const parsed = Line.safeParse(given);
  if (parsed.success) return { kind: 'line', line: parsed.data };
  return { kind: 'wrong', id: idOf(given), reason: reasonOf(parsed.error) };
}

/** By what the caller knows the line: its `id`, or a contact's phone as it was written. */
function idOf(given: unknown): string | null {
  const named = z.object({ id: z.string().optional(), phone: z.string().optional() });
  const { id, phone } = named.safeParse(given).data ?? {};
  return id ?? phone ?? null;
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
    .join('; ');
}
