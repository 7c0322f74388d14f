import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findListed, importContact, importStaff, openCallForLanguage } from '#contacts';
import { folderOf, publishedLanguages } from '#content';
import { type Clock, parsePhone } from '#domain';
import { isDuplicate, type Store } from '#storage';
import { importWorkshop, notRecorded, recordAttendance } from '#workshops';
import { demoLines } from './demo-programme-table.ts';
import {
  type AttendanceLine,
  type ContactLine,
  type Line,
  readLine,
  type StaffLine,
} from './load-line.ts';

type World = { store: Store; clock: Clock };

const NO_PHONE = 'phone: must be a phone number, like +12135550101';

/** There while the demo programme is being seeded. */
const SEEDING = 'seeding';

/**
 * One line's outcome. `id` is the line's own, `programme`, or a contact's phone as E.164 (as it was written
 * where it is no phone), with `attendance` the family's; `reason` says what is wrong with a refused one.
 */
export type LineOutcome = {
  id: string | null;
  outcome: 'created' | 'changed' | 'refused';
  reason?: string;
};

/** Takes JSON lines in, one by one, and tells of each what became of it; a bad line stops no other. */
export async function* loadLines(world: World, input: Readable): AsyncGenerator<LineOutcome> {
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() !== '') yield await loadLine(world, text);
  }
}

/** Takes one JSON line in. */
export async function loadLine(world: World, text: string): Promise<LineOutcome> {
  // Some programs begin a file with a mark that JSON does not know.
  const read = readLine(text.replace(/^\uFEFF/, ''));
  if (read.kind === 'wrong') return refused(read.id, read.reason);
  try {
    return await take(world, read.line);
  } catch (error) {
    // Somebody else made the same contact or workshop at this moment: now it is there, and is changed.
    if (isDuplicate(error)) return take(world, read.line);
    throw error;
  }
}

async function take(world: World, line: Line): Promise<LineOutcome> {
  const { store } = world;
  switch (line.kind) {
    case 'programme': {
      const { kind: _, help = null, language = null, facts = {}, ...rest } = line;
      const programme = { ...rest, help, language, facts };
      const done = await store.programmes.updateOne(
        { _id: 'programme' },
        { $set: programme },
        { upsert: true },
      );
      return { id: 'programme', outcome: done.upsertedCount ? 'created' : 'changed' };
    }
    case 'site': {
      const { id, name, timeZone, state, officeHours } = line;
      const site = {
        name,
        timeZone,
        state: state?.toUpperCase() ?? null,
        officeHours: officeHours ?? null,
      };
      const done = await store.sites.updateOne({ _id: id }, { $set: site }, { upsert: true });
      return { id, outcome: done.upsertedCount ? 'created' : 'changed' };
    }
    case 'workshop': {
      const { kind: _, id, ...workshop } = line;
      const missing = await missingSites(world, [workshop.site]);
      if (missing) return refused(id, missing);
      const outcome = await importWorkshop(world, { _id: id, ...workshop });
      return typeof outcome === 'string' ? { id, outcome } : refused(id, outcome.refused);
    }
    case 'contact':
      return takeContact(world, line);
    case 'staff':
      return takeStaff(world, line);
    case 'attendance':
      return takeAttendance(world, line);
  }
}

async function takeContact(world: World, line: ContactLine): Promise<LineOutcome> {
  const id = parsePhone(line.phone) ?? line.phone;
  const missing = await missingSites(world, line.sites ?? []);
  if (missing) return refused(id, missing);
  const imported = await importContact(world, { ...line, consent: line.consent ?? undefined });
  if (imported === 'is_staff')
    return refused(id, 'phone: is that of a member of staff, who is no family');
  if (!imported) return refused(id, NO_PHONE);
  if (line.language) await listForACall(world, imported.id, line.language);
  return { id, outcome: imported.outcome };
}

/** A family whose language we have no words in is to be called; its first text will say so. */
async function listForACall(world: World, contact: string, language: string): Promise<void> {
  const known = await publishedLanguages(world);
  // Before the first start nothing is published: her first turn then puts her on the list.
  if (known === null || folderOf(language, known) !== null) return;
  await openCallForLanguage(world, contact, language);
}

async function takeStaff(world: World, line: StaffLine): Promise<LineOutcome> {
  const missing = await missingSites(world, line.sites);
  if (missing) return refused(line.id, missing);
  const imported = await importStaff(world, line);
  return imported ? { id: line.id, outcome: imported.outcome } : refused(line.id, NO_PHONE);
}

async function takeAttendance(world: World, line: AttendanceLine): Promise<LineOutcome> {
  const id = parsePhone(line.phone) ?? line.phone;
  const { ids } = await findListed(world, { phones: [line.phone] });
  if (ids.length === 0) return refused(id, 'phone: is of no contact: load the family first');
  const recorded = await recordAttendance(world, { ...line, contacts: ids });
  if (recorded.kind === 'recorded') return { id, outcome: 'changed' };
  return refused(id, `workshop: ${notRecorded(line.workshop, recorded.reason)}`);
}

async function missingSites({ store }: World, sites: string[]): Promise<string | null> {
  const known = await store.sites.distinct('_id', { _id: { $in: sites } });
  const missing = sites.filter((site) => !(known as unknown[]).includes(site));
  return missing.length === 0 ? null : `site ${missing.join(', ')} is not loaded: load it first`;
}

function refused(id: string | null, reason: string): LineOutcome {
  return { id, outcome: 'refused', reason };
}

/**
 * Loads the demo programme into an empty database, for a first look; never into one that is in use. A seeding
 * that was cut short is taken up again.
 */
export async function seedDemo(world: World): Promise<void> {
  const { programmes, contacts, sites, workshops, settings } = world.store;
  const there = await Promise.all(
    [programmes, contacts, sites, workshops].map((model) => model.estimatedDocumentCount()),
  );
  const begun = await settings.exists({ _id: SEEDING });
  if (there.some((count) => count > 0) && !begun) return;
  await settings.updateOne({ _id: SEEDING }, { at: world.clock.real() }, { upsert: true });
  for (const line of demoLines(world.clock.now())) {
    const { outcome, reason } = await loadLine(world, JSON.stringify(line));
    if (outcome === 'refused') throw new Error(`The demo programme has a wrong line: ${reason}`);
  }
  await settings.deleteOne({ _id: SEEDING });
}
