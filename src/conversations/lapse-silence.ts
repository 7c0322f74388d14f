import { haltAgain } from '#broadcasts';
import { DAY, HOUR, nextOpening, type Rsvp, type SendingMoment } from '#domain';
import type { Hint } from '#queue';
import { beginQueued } from './begin-queued.ts';
import { contentFor, drive } from './drive.ts';
import { inTurn } from './in-turn.ts';
import { momentOf } from './moment-of.ts';
import { readWorkshop, type WorkshopAndSite } from './say.ts';
import type { ConversationWorld, Manner, Stored, Turn } from './turn.ts';

/**
 * A question was not answered in its time. The timer says only that it is worth looking: the question must
 * be open still, the time counts from when its text was sent, and what silence decides is decided when it
 * may be said: until then she can still answer.
 */
export async function lapseSilence(world: ConversationWorld, id: string): Promise<Hint[]> {
  const seen = await world.store.conversations.findById(id).lean<Stored>();
  if (!seen?.open || !seen.dueAt || seen.dueAt > world.clock.now()) return [];
  const cause = `silence:${id}:${seen.state.step}`;
  const manner: Manner = { kind: 'notice', hours: 'usual', validUntil: world.clock.now() };
  const hints = await inTurn(world, seen.contact, cause, manner, async (turn) => {
    const stored = await world.store.conversations.findById(id).session(turn.tx).lean<Stored>();
    if (!stored?.open || stored.state.step !== seen.state.step) return;
    if (stored.queued) return beginQueued(world, turn, stored);
    if (stored.state.waits.for === 'time') return wake(world, turn, stored);
    const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn) : null;
    const dueAt = sayableFrom(turn, found, await silenceDueAt(world, turn, stored), world);
    if (dueAt === null || dueAt > world.clock.now()) {
      const later = { $set: { dueAt } };
      await world.store.conversations.updateOne({ _id: id }, later, { session: turn.tx });
      return;
    }
    stored.dueAt = null;
    const kind = (await isAskedAgain(world, stored)) ? 'proactive' : 'notice';
    const tomorrow = new Date(world.clock.now().getTime() + DAY);
    const validUntil = found?.workshop.startsAt ?? tomorrow;
    turn.manner = { kind, hours: 'usual', validUntil, stage: 'silence' };
    await drive(world, turn, stored, { kind: 'silence', step: stored.state.step });
    if (found && !found.workshop.cancelledAt)
      turn.manner = { ...turn.manner, ...(await aboutIt(world, turn, found)) };
  });
  // Its broadcast was paused just as it began.
  if (seen.queued?.broadcast) await haltAgain(world, seen.queued.broadcast);
  return hints;
}

/** What a silence makes of a question: asked once more it is a nudge like any other, and counts as one. */
async function isAskedAgain(world: ConversationWorld, { flow, state }: Stored): Promise<boolean> {
  const node = (await contentFor(world, state))?.flow(flow).nodes[state.at ?? ''];
  return node?.type === 'ask' && node.silence[state.nudged ?? 0]?.say !== undefined;
}

/** The time that a conversation waited for has come; an eve that was moved is waited for anew. */
async function wake(world: ConversationWorld, turn: Turn, stored: Stored): Promise<void> {
  const { waits, step } = stored.state;
  if (waits.for !== 'time') return;
  const now = world.clock.now();
  const eve = 'eve' in waits ? await momentOf(world, turn, stored, waits) : null;
  if (eve && eve > now) {
    stored.dueAt = eve;
    turn.touched.add(stored);
    return;
  }
  stored.dueAt = null;
  const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn) : null;
  const validUntil = found?.workshop.startsAt ?? new Date(now.getTime() + DAY);
  turn.manner = { kind: 'notice', hours: 'usual', validUntil, stage: 'wait' };
  await drive(world, turn, stored, { kind: 'time', step });
}

/** When silence counts as an answer: null where the question was never asked, so there is no silence. */
async function silenceDueAt(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
): Promise<Date | null> {
  const { waits } = stored.state;
  if (waits.for !== 'reply' || !waits.silence || !stored.question) return null;
  const text = await world.store.messages
    .findById(stored.question, { sentAt: 1, state: 1, dueAt: 1 })
    .session(turn.tx)
    .lean<{ sentAt: Date | null; state: string; dueAt: Date }>();
  if (!text) return null;
  const waiting = text.state === 'queued' || text.state === 'sending';
  const from = text.sentAt ?? (waiting ? world.clock.now() : null);
  return from && new Date(from.getTime() + waits.silence.afterMs);
}

/**
 * What silence decides at night waits for the morning, unless that is too late for the workshop: she still
 * sees the question on her phone and may answer it. Silence about an opt-out counts at its very hour.
 */
function sayableFrom(
  turn: Turn,
  found: WorkshopAndSite | null,
  dueAt: Date | null,
  { clock }: Pick<ConversationWorld, 'clock'>,
): Date | null {
  const now = clock.now();
  if (dueAt === null || dueAt > now || !found?.site || turn.contact.consent.suspendedAt)
    return dueAt;
  const { timeZone, state } = found.site;
  const moment: SendingMoment = { at: now, timeZone, state, limits: 'usual' };
  const starts = found.workshop.startsAt.getTime();
  const usual = nextOpening(moment);
  if (usual.getTime() <= starts - 2 * HOUR) return usual;
  const hard = nextOpening({ ...moment, limits: 'hard' });
  return hard.getTime() < starts ? hard : now;
}

/** What is said by silence is true while her answer stands as silence left it. */
async function aboutIt(
  world: ConversationWorld,
  turn: Turn,
  { workshop }: WorkshopAndSite,
): Promise<Pick<Manner, 'about'>> {
  const { _id, startsAt } = workshop;
  const rsvp = await world.store.rsvps
    .findOne({ workshop: _id, contact: turn.contact._id })
    .session(turn.tx)
    .lean<Rsvp>();
  return rsvp ? { about: { workshop: _id, startsAt, states: [rsvp.state] } } : {};
}
