import { lockContact } from '#contacts';
import { type Content, FALLBACK_LANGUAGE } from '#content';
import { type Clock, type Contact, DAY, type Log, MINUTE, type Site } from '#domain';
import { compose, type Draft, type GateWorld } from '#outbox';
import type { Hint } from '#queue';
import type { Alarm, Store, Transaction } from '#storage';
import { callOf } from './raise-alarm.ts';
import { staffTime } from './staff-time.ts';

export type AlarmWorld = GateWorld & {
  store: Store;
  clock: Clock;
  log: Log;
  content: () => Content;
  live: boolean;
};

/** How long one member of staff has to answer before the next is called. */
const TO_ANSWER = 15 * MINUTE;
const MOST = 200;

/** The kind of alarm that no family raised: the month's limit of segments is near, or reached. */
export const SPENDING = 'spending';

/** Hints for alarms whose next member of staff is to be called. */
export async function dueAlarms({
  store,
  clock,
}: Pick<AlarmWorld, 'store' | 'clock'>): Promise<Hint[]> {
  const due = await store.alarms
    .find({ open: true, dueAt: { $type: 'date', $lte: clock.now() } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .limit(MOST)
    .lean<{ _id: string }[]>();
  return due.map(({ _id }) => callOf(_id));
}

/**
 * Calls the next member of staff on duty at the family's site to an open alarm, in one transaction with
 * when the one after her is due: for danger at any hour, else when the office is open. Whom no text can
 * reach is passed over at once. After the last it stays open, in the list of hand-offs.
 */
export async function callStaff(world: AlarmWorld, id: string): Promise<Hint[]> {
  const { hints, isUnanswered } = await world.store.transaction((tx) => callNext(world, id, tx));
  if (isUnanswered)
    world.log.warn({ alarm: id }, 'no staff on duty is left to call: see the hand-offs');
  return hints;
}

type Called = { hints: Hint[]; isUnanswered: boolean };

async function callNext(world: AlarmWorld, id: string, tx: Transaction): Promise<Called> {
  const { alarms } = world.store;
  const now = world.clock.now();
  const alarm = await alarms.findById(id).session(tx).lean<Alarm>();
  if (!alarm?.open || !alarm.dueAt || alarm.dueAt > now) return { hints: [], isUnanswered: false };
  const site = await siteOf(world, alarm, tx);
  const change = (set: Partial<Alarm>, called: string[] = []) =>
    alarms.updateOne(
      { _id: id },
      { $set: set, $push: { called: { $each: called } } },
      { session: tx },
    );
  const opensAt = staffTime(world, site, alarm, now);
  if (opensAt > now) {
    await change({ dueAt: opensAt });
    return { hints: [], isUnanswered: false };
  }
  const next = await nextOnDuty(world, alarm, tx);
  if (!next) {
    await change({ dueAt: null });
    return { hints: [], isUnanswered: true };
  }
  const staff = await lockContact(world, next, tx);
  const draft =
    alarm.kind === SPENDING ? tellSpending(world, staff, alarm) : callTo(world, staff, alarm, site);
  const { messages, hints } = await compose(world, staff, [draft], tx);
  const isOnItsWay = messages.some(({ state }) => state === 'queued');
  const dueAt = new Date(now.getTime() + (isOnItsWay ? TO_ANSWER : 0));
  await change({ dueAt: staffTime(world, site, alarm, dueAt) }, [next]);
  return { hints: isOnItsWay ? hints : [callOf(id)], isUnanswered: false };
}

/** Who is on duty at one of the family's sites and was not called yet; at any site where she has none. */
async function nextOnDuty(
  { store }: AlarmWorld,
  { sites, called }: Alarm,
  tx: Transaction,
): Promise<string | null> {
  const next = await store.contacts
    .findOne(
      {
        'staff.id': { $gt: '' },
        _id: { $nin: called },
        ...(sites.length > 0 ? { 'staff.sites': { $in: sites } } : {}),
      },
      { _id: 1 },
    )
    .sort({ 'staff.order': 1, _id: 1 })
    .session(tx)
    .lean<Pick<Contact, '_id'>>();
  return next?._id ?? null;
}

async function siteOf({ store }: AlarmWorld, { sites }: Alarm, tx: Transaction) {
  return sites[0] ? store.sites.findById(sites[0]).session(tx).lean<Site>() : null;
}

/** What alarms of no family are told by. */
const OF_NO_FAMILY: Record<string, string> = {
  operator: 'staff_operator',
  opt_outs: 'staff_opt_outs',
};

/** The text that calls: where from, and under which id the message is found; nothing of what it says. */
function callTo(world: AlarmWorld, staff: Contact, alarm: Alarm, site: Site | null): Draft {
  const family = alarm.danger ? 'staff_urgent' : 'staff_waiting';
  const key = OF_NO_FAMILY[alarm.kind] ?? family;
  const values = { site: site?.name ?? world.programme().name, message: alarm._id };
  const cause = `alarm:${alarm._id}:${alarm.kind}:${staff._id}`;
  return staffText(world, staff, { cause, key, values });
}

/** The text that says how much of the month's limit is used; the percent stands at the end of its name. */
function tellSpending(world: AlarmWorld, staff: Contact, { _id }: Alarm): Draft {
  const values = { percent: _id.split('-').at(-1)!, organisation: world.programme().name };
  const cause = `alarm:${_id}:${staff._id}`;
  return staffText(world, staff, { cause, key: 'staff_spending', values });
}

/** A text to a member of staff, in her language. */
export function staffText(
  world: Pick<AlarmWorld, 'clock' | 'content' | 'live' | 'programme'>,
  staff: Contact,
  { cause, key, values }: { cause: string; key: string; values: Record<string, unknown> },
): Draft {
  const { timeZone } = world.programme();
  const language = staff.language ?? FALLBACK_LANGUAGE;
  const request = { language, namespace: 'common', key, values, timeZone };
  return {
    cause,
    kind: 'staff',
    body: world.content().usable(request, { live: world.live })?.text ?? '',
    language,
    hours: 'any',
    validUntil: new Date(world.clock.now().getTime() + DAY),
    channel: staff.lastChannel,
  };
}
