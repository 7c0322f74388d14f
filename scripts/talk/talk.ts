import { z } from 'zod';

/** What one does in a talk: the family writes, taps or sends something, or time passes. */
export const Step = z
  .strictObject({
    /** The family's words. */
    says: z.string().optional(),
    /** The button she taps, by its number. */
    button: z.int().min(1).optional(),
    /** What she sends besides words, by content type: `audio/ogg`. */
    sends: z.string().optional(),
    /** How long passes: `2h`, `3d`, `1d12h`. */
    clock: z
      .string()
      .regex(/^(\d{1,4}[mhd])+$/, 'write how long as 30m, 2h, 3d or 1d12h')
      .optional(),
    /** How the host's work goes, where it is not to go well: `waitlisted`, `set_mode full`. */
    host: z.array(z.string()).optional(),
  })
  .refine(
    ({ says, button, sends, clock }) =>
      [says ?? sends, button, clock].filter((done) => done !== undefined).length === 1,
    'a step is one thing: `says` (with `sends`), `sends`, `button` or `clock`',
  );

export type Step = z.infer<typeof Step>;

/** A talk: everything that is needed to play it again from its beginning. */
export const Talk = z.strictObject({
  flow: z.string(),
  language: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  steps: z.array(Step).default([]),
});

export type Talk = z.infer<typeof Talk>;
