import { z } from 'zod';
import { instantOf, parsePhone } from '#domain';
import { Audience } from '../audience/index.ts';
import { Link, Picture } from './links.ts';

/** A time to begin: one instant for all, or what every site's own clock shows. */
export type BeginAt =
  | { kind: 'instant'; at: Date }
  | { kind: 'local'; at: (timeZone: string) => Date };

const ZONED = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/;

const At = z.string().transform((given, ctx): BeginAt => {
  const at = beginAt(given);
  if (at) return at;
  ctx.addIssue({
    code: 'custom',
    message:
      "must be a time like 2026-12-05T17:00 (on each site's own clock) or 2026-12-05T17:00:00-08:00",
  });
  return z.NEVER;
});

function beginAt(given: string): BeginAt | null {
  if (ZONED.test(given)) {
    const at = new Date(given);
    return Number.isNaN(at.getTime()) ? null : { kind: 'instant', at };
  }
  const [year, month, day, hour, minute] = LOCAL.exec(given)?.slice(1).map(Number) ?? [];
  if (year === undefined || hour! > 23 || minute! > 59) return null;
  // 31 February is read as March: then it is no date.
  if (new Date(Date.UTC(year, month! - 1, day)).getUTCDate() !== day) return null;
  const date = { year, month: month!, day };
  const minutes = hour! * 60 + minute!;
  return { kind: 'local', at: (timeZone) => instantOf(date, 0, minutes, timeZone) };
}

const Phone = z.string().transform((given, ctx) => {
  const phone = parsePhone(given);
  if (phone) return phone;
  ctx.addIssue({ code: 'custom', message: 'must be a phone number, like +12135550101' });
  return z.NEVER;
});

/** What a coordinator asks for: whom, what, when, and whether to try it first. */
export const BroadcastRequest = z
  .strictObject({
    audience: Audience,
    /** By language; `{{name}}`, `{{site}}`, `{{startsAt, longDate}}` are filled in. */
    text: z.record(z.string().min(2).max(12), z.string().trim().min(1).max(1000)).optional(),
    /** The language for families whose own has no text. */
    fallback: z.string().optional(),
    flow: z.string().min(1).max(100).optional(),
    workshop: z.string().min(1).max(100).optional(),
    at: At.optional(),
    link: Link.optional(),
    picture: Picture.optional(),
    share: z
      .number()
      .gt(0, 'must be more than 0')
      .lt(1, 'must be less than 1, like 0.05 for one in twenty')
      .optional(),
    test: z.literal(true).optional(),
    phone: Phone.optional(),
  })
  .refine((given) => (given.text === undefined) !== (given.flow === undefined), {
    error: 'give either text, like {"es":"…","en":"…"}, or flow',
  })
  .refine((given) => given.text === undefined || Object.keys(given.text).length > 0, {
    path: ['text'],
    error: 'must have a language, like {"es":"…"}',
  })
  .refine((given) => (given.test === true) === (given.phone !== undefined), {
    path: ['test'],
    error: 'is sent to a phone of yours: give "test":true and "phone" together',
  });

export type BroadcastRequest = z.output<typeof BroadcastRequest>;
