import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const id = z.string().regex(/^[a-z]+$/);
const byLanguage = z.record(z.string(), z.string());
const localMinute = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/, 'must be like 2026-12-05 10:00');
const clockTime = z.string().regex(/^\d\d:\d\d$/, 'must be like 17:30');
const parts = z.union([z.string().transform((part) => [part]), z.array(z.string())]);

const Family = z.strictObject({
  name: z.string(),
  phone: z.string().regex(/^\+1\d{3}55501\d\d$/, 'must be of the fictional 555-01XX range'),
  language: z.string(),
  /** False: on the school's list, but never asked whether we may write. */
  agreed: z.boolean().default(true),
});

/** A stage of the reminder plan that must come of itself at its time, and exactly whom it reaches. */
const Due = z.strictObject({
  at: clockTime,
  due: z.enum(['invitation', 'reminder_3d', 'reminder_1d', 'morning_of']),
  to: z.string().transform((names) => names.split(' ')),
});

/** A family writes, and what it and others must read because of it. */
const Says = z.strictObject({
  at: clockTime,
  from: id,
  says: z.string(),
  reads: parts,
  others: z.record(id, parts).default({}),
  optsOut: z.boolean().default(false),
  /** Printed after the texts, for who watches. */
  note: z.string().optional(),
});

const Scene = z.strictObject({
  title: z.string(),
  day: z.iso.date(),
  steps: z.array(z.union([Due, Says])),
});

/** What the command `report` must say in the end. */
const Expected = z.strictObject({
  invited: z.int(),
  yes: z.int(),
  headcount: z.int(),
  maybe: z.int(),
  no: z.int(),
  waitlist: z.int(),
  optedOut: z.int(),
  remindersSent: z.int(),
  withheld: z.record(z.string(), z.int()),
});
export type Expected = z.infer<typeof Expected>;

const Story = z
  .strictObject({
    programme: z.strictObject({ name: z.string(), help: byLanguage }),
    site: z.strictObject({ id, name: z.string(), timeZone: z.string(), state: z.string() }),
    workshop: z.strictObject({
      id: z.string(),
      title: byLanguage,
      startsAt: localMinute,
      endsAt: localMinute,
      place: z.string(),
      capacity: z.int(),
      facts: z.record(z.string(), z.union([z.boolean(), byLanguage])),
    }),
    families: z.record(id, Family),
    begins: localMinute,
    scenes: z.array(Scene),
    expected: Expected,
  })
  .superRefine((story, ctx) => {
    const steps = story.scenes.flatMap((scene) => scene.steps);
    const named = steps.flatMap((s) => ('due' in s ? s.to : [s.from, ...Object.keys(s.others)]));
    for (const name of new Set(named.filter((each) => !story.families[each])))
      ctx.addIssue({ code: 'custom', path: ['scenes'], message: `${name} is no family of it` });
  });
export type Story = z.infer<typeof Story>;
export type Family = z.infer<typeof Family>;
export type Due = z.infer<typeof Due>;
export type Says = z.infer<typeof Says>;
export type Scene = z.infer<typeof Scene>;

/** Reads a story from a YAML file. Throws with every place that is wrong, and what it must be. */
export function readStory(file: string): Story {
  const read = Story.safeParse(parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The story ${file} has mistakes:\n${wrong.join('\n')}`);
}
