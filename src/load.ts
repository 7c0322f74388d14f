import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { importContact } from '#contacts';
import { type Clock, isTimeZone } from '#domain';
import type { Store } from '#storage';
import { importWorkshop } from '#workshops';
import { demoLines } from './demo-programme.ts';

type World = { store: Store; clock: Clock };

/** One line's outcome; `reason` says what is wrong with a refused one, and never repeats its content. */
export type LineOutcome = {
  id: string | null;
  outcome: 'created' | 'changed' | 'refused';
  reason?: string;
};

const instant = z
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

const Line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('programme'),
    name: z.string().min(1).max(40, 'must have at most 40 characters'),
    timeZone,
    help: z.union([byLanguage, z.string().transform((text) => ({ es: text, en: text }))]).nullish(),
  }),
  z.object({
    kind: z.literal('site'),
    id,
    name: z.string().min(1),
    timeZone,
    state: z.string().length(2, 'must be two letters, like CA').nullish(),
  }),
  z
    .object({
      kind: z.literal('workshop'),
      id,
      site: id,
      title: byLanguage.refine((title) => Object.keys(title).length > 0, 'must have a language'),
      startsAt: instant,
      endsAt: instant,
      place: z.string().min(1),
      capacity,
      zoomCapacity: capacity,
      childcareCapacity: capacity,
      facts: z.record(z.string(), z.union([z.boolean(), byLanguage])).default({}),
    })
    .refine((line) => line.endsAt > line.startsAt, {
      path: ['endsAt'],
      error: 'must be after startsAt',
    }),
  z.object({
    kind: z.literal('contact'),
    phone: z.string(),
    name: z.string().optional(),
    language: z.string().min(2).max(12).optional(),
    sites: z.array(id).optional(),
    consent: z
      .object({
        scope: z.literal('workshops'),
        at: instant,
        medium: z.enum(['paper', 'text', 'web', 'spoken']),
        words: z.string(),
        by: z.string(),
      })
      .nullish(),
  }),
]);

type Line = z.infer<typeof Line>;

/** Takes JSON lines in, one by one, and tells of each what became of it; a bad line stops no other. */
export async function* loadLines(world: World, input: Readable): AsyncGenerator<LineOutcome> {
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() !== '') yield await loadLine(world, text);
  }
}

/** Takes one JSON line in. */
export async function loadLine(world: World, text: string): Promise<LineOutcome> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { id: null, outcome: 'refused', reason: 'is not JSON: one object a line' };
  }
  const line = Line.safeParse(given);
  if (!line.success) return { id: idOf(given), outcome: 'refused', reason: reasonOf(line.error) };
  return take(world, line.data);
}

async function take(world: World, line: Line): Promise<LineOutcome> {
  const { store } = world;
  switch (line.kind) {
    case 'programme': {
      const { name, timeZone, help } = line;
      const programme = { name, timeZone, help: help ?? null };
      const done = await store.programmes.updateOne(
        { _id: 'programme' },
        { $set: programme },
        { upsert: true },
      );
      return { id: 'programme', outcome: done.upsertedCount ? 'created' : 'changed' };
    }
    case 'site': {
      const { id, name, timeZone, state } = line;
      const site = { name, timeZone, state: state?.toUpperCase() ?? null };
      const done = await store.sites.updateOne({ _id: id }, { $set: site }, { upsert: true });
      return { id, outcome: done.upsertedCount ? 'created' : 'changed' };
    }
    case 'workshop': {
      const { kind: _, id, ...workshop } = line;
      const refused = await missingSites(world, [workshop.site]);
      if (refused) return { id, outcome: 'refused', reason: refused };
      return { id, outcome: await importWorkshop(world, { _id: id, ...workshop }) };
    }
    case 'contact':
      return takeContact(world, line);
  }
}

async function takeContact(
  world: World,
  line: Extract<Line, { kind: 'contact' }>,
): Promise<LineOutcome> {
  const refused = await missingSites(world, line.sites ?? []);
  if (refused) return { id: null, outcome: 'refused', reason: refused };
  const imported = await importContact(world, { ...line, consent: line.consent ?? undefined });
  if (imported) return imported;
  return {
    id: null,
    outcome: 'refused',
    reason: 'phone: must be a phone number, like +12135550100',
  };
}

async function missingSites({ store }: World, sites: string[]): Promise<string | null> {
  const known = await store.sites.distinct('_id', { _id: { $in: sites } });
  const missing = sites.filter((site) => !(known as unknown[]).includes(site));
  return missing.length === 0 ? null : `site ${missing.join(', ')} is not loaded: load it first`;
}

function idOf(given: unknown): string | null {
  const named = z.object({ id: z.string() }).safeParse(given);
  return named.success ? named.data.id : null;
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || 'kind'}: ${issue.message}`)
    .join('; ');
}

/** Loads the demo programme into an empty database, for a first look; never into one that has contacts. */
export async function seedDemo(world: World): Promise<boolean> {
  if (await world.store.contacts.exists({})) return false;
  for (const line of demoLines(world.clock.now())) {
    const { outcome, reason } = await loadLine(world, JSON.stringify(line));
    if (outcome === 'refused') throw new Error(`The demo programme has a wrong line: ${reason}`);
  }
  return true;
}
