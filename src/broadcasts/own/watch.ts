import { isErrorOfHers } from '#channels';
import { type Message, MINUTE, SECOND } from '#domain';
import type { Hint } from '#queue';
import { newAlarm, type OwnBroadcast, type Store, storeAlarmOnce } from '#storage';
import { haltAgain, pause } from './control.ts';
import { type OwnReport, ownReport } from './own-report.ts';
import type { OwnWorld } from './own-world.ts';

type World = Pick<OwnWorld, 'clock' | 'log'> & {
  store: OwnWorld['store'] & Pick<Store, 'alarms'>;
};

/** How often a broadcast is looked at: while texts of it are going out, and afterwards. */
const WHILE_SENDING = 5 * SECOND;
const AFTERWARDS = 10 * MINUTE;

/** So many texts that failed, and this part of all that were tried, are no accident. */
const UNUSUAL = { texts: 20, part: 0.1 };
/** More opt-outs than these of a broadcast are an alarm (domain.md §3), once enough have read it. */
const OPT_OUTS = { sent: 50, part: 0.02 };

/** Hints for broadcasts that are to be looked at now. */
export async function dueWatches({ store, clock }: World): Promise<Hint[]> {
  const due = await store.ownBroadcasts
    .find({ watchAt: { $gt: new Date(0), $lte: clock.now() } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  return due.map(({ _id }) => ({ queue: 'due', job: { what: 'watch', id: _id } }));
}

/**
 * Looks how a broadcast fares. One that Twilio or the carriers refuse unusually often is paused, so that
 * somebody can see why before the rest goes; too many opt-outs are told. Looked at until its time is over.
 */
export async function watchBroadcast(world: World, id: string): Promise<void> {
  const { store, clock, log } = world;
  const found = await store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  if (!found) return;
  // Whoever stored texts just as it was paused may have been killed before taking them back.
  await haltAgain(world, id);
  const { going, tried, failing } = await standing(world, id);
  if (!found.forgiven && isUnusual(tried, failing)) {
    const halted = await pause(world, id, 'failures');
    if (halted.kind === 'changed')
      log.error(
        { broadcast: id, tried, failing },
        'a broadcast halted itself: too many texts fail',
      );
  }
  const sending = found.state === 'running' || going > 0;
  if (!sending) await tellOptOuts(world, found);
  const now = clock.now();
  const next = new Date(now.getTime() + (sending ? WHILE_SENDING : AFTERWARDS));
  const over = found.state === 'stopped' || now >= found.until;
  await store.ownBroadcasts.updateOne({ _id: id }, { $set: { watchAt: over ? null : next } });
}

type Standing = { going: number; tried: number; failing: number };

/** How many texts are on their way, how many were given to Twilio, and how many it could not bring. */
async function standing({ store }: World, id: string): Promise<Standing> {
  const rows = await store.messages.aggregate<{
    _id: Pick<Message, 'state' | 'errorCode'>;
    count: number;
  }>([
    { $match: { broadcast: id } },
    { $group: { _id: { state: '$state', errorCode: '$errorCode' }, count: { $sum: 1 } } },
  ]);
  const found: Standing = { going: 0, tried: 0, failing: 0 };
  for (const { _id, count } of rows) {
    const { state, errorCode } = _id;
    if (state === 'queued' || state === 'sending') found.going += count;
    if (state === 'sent' || errorCode !== null) found.tried += count;
    // A dead number or a stop is one family's; in a list that nobody cared for there are many.
    if (errorCode !== null && !isErrorOfHers(errorCode)) found.failing += count;
  }
  return found;
}

/** Whether so many failures are more than bad luck. */
function isUnusual(tried: number, failing: number): boolean {
  return failing >= UNUSUAL.texts && failing > tried * UNUSUAL.part;
}

/**
 * Tells, once, that many said stop: in the log, and as an alarm to staff on duty at any site. The alarm comes
 * before the note of it: cut short in between, it is found to be there.
 */
async function tellOptOuts(world: World, { _id, alarmed }: OwnBroadcast): Promise<void> {
  const { store, clock, log } = world;
  const report = alarmed ? null : await ownReport(world, _id);
  if (!report || !isAlarming(report)) return;
  const { sent, optedOut } = report;
  const said = { _id, contact: `opt-outs-${_id}`, messages: [_id], kind: 'opt_outs' };
  if (await storeAlarmOnce(store, newAlarm(said, clock.now())))
    log.error({ broadcast: _id, sent, optedOut }, 'many families said stop after a broadcast');
  await store.ownBroadcasts.updateOne({ _id }, { $set: { alarmed: true } });
}

/** Whether more families said stop than usual. */
export function isAlarming({ sent, optedOut }: Pick<OwnReport, 'sent' | 'optedOut'>): boolean {
  return sent >= OPT_OUTS.sent && optedOut > sent * OPT_OUTS.part;
}
