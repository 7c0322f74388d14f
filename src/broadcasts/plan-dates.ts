import { HOUR, instantOf, localTime, MINUTE, type Site } from '#domain';
import type { Hint } from '#queue';
import { isDuplicate, type OwnBroadcast, type Store } from '#storage';
import type { OwnWorld } from './own/own-world.ts';
import { planOwn } from './own/plan-own.ts';

/** A flow that begins so many days after a date that a field of the contact's holds (before it: negative). */
export type FieldDatedFlow = { flow: string; field: string; days: number; at: string };

type World = OwnWorld & { store: Pick<Store, 'settings'> };

/** How late a flow may still be begun, as a stage of the reminder plan. */
const LATEST = 12 * HOUR;

/**
 * Makes a broadcast of every flow whose hour has come in a time zone, to the families there whose date is
 * so many days off: once for one date, flow and zone, however many workers plan at once. Who is loaded later
 * that day is passed over.
 */
export async function planDates(world: World, flows: readonly FieldDatedFlow[]): Promise<Hint[]> {
  if (flows.length === 0) return [];
  const sites = await world.store.sites.find().lean<Site[]>();
  const zones = [...new Set(sites.map(({ timeZone }) => timeZone))];
  const hints: Hint[] = [];
  for (const flow of flows) {
    for (const zone of zones) {
      const there = sites.filter(({ timeZone }) => timeZone === zone).map(({ _id }) => _id);
      hints.push(...(await planDate(world, flow, zone, there)));
    }
  }
  return hints;
}

async function planDate(
  world: World,
  { flow, field, days, at }: FieldDatedFlow,
  timeZone: string,
  site: string[],
): Promise<Hint[]> {
  const { store, clock, log } = world;
  const now = clock.now();
  const { day, minutes } = localTime(now, timeZone);
  const [hour, minute] = at.split(':').map(Number);
  const late = (minutes - hour! * 60 - minute!) * MINUTE;
  if (late < 0 || late > LATEST) return [];
  const date = localTime(instantOf(day, -days, 12 * 60, timeZone), timeZone).day;
  const value = [date.year, twoDigits(date.month), twoDigits(date.day)].join('-');
  const _id = `date:${flow}:${timeZone}:${value}`;
  if (await store.settings.exists({ _id })) return [];
  const audience = { site, field: { [field]: [value] } };
  const begins = { kind: 'instant', at: now } as const;
  const planned = await planOwn(world, { audience, flow, at: begins });
  if (planned.kind === 'planned') await create(store, { ...planned.broadcast, _id });
  await store.settings.updateOne({ _id }, { $set: { at: now } }, { upsert: true });
  log.info({ flow, outcome: planned.kind }, 'the day of a flow has come');
  return planned.kind === 'planned' ? [{ queue: 'batches', job: { broadcast: _id } }] : [];
}

async function create({ ownBroadcasts }: World['store'], broadcast: OwnBroadcast): Promise<void> {
  try {
    await ownBroadcasts.create([broadcast]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
