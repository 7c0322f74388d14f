import type { Hint } from '#queue';
import { drive } from './drive.ts';
import { inTurn } from './in-turn.ts';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Manner, Stored, Turn } from './turn.ts';

/**
 * A question was not answered in its time. The timer says only that it is worth looking: the question must
 * be open still, the time counts from when its text was sent, and what silence decides is decided when it
 * may be said: until then she can still answer.
 */
export async function lapseSilence(world: ConversationWorld, id: string): Promise<Hint[]> {
  const found = await world.store.conversations.findById(id).lean<Stored>();
  if (!found?.open || !found.dueAt || found.dueAt > world.clock.now()) return [];
  const cause = `silence:${id}:${found.state.step}`;
  const manner: Manner = { kind: 'notice', hours: 'usual', validUntil: world.clock.now() };
  return inTurn(world, found.contact, cause, manner, async (turn) => {
    const stored = await world.store.conversations.findById(id).session(turn.tx).lean<Stored>();
    if (!stored?.open || stored.state.step !== found.state.step) return;
    const dueAt = await silenceDueAt(world, turn, stored);
    if (dueAt === null || dueAt > world.clock.now()) {
      await world.store.conversations.updateOne(
        { _id: id },
        { $set: { dueAt } },
        { session: turn.tx },
      );
      return;
    }
    stored.dueAt = null;
    turn.manner = await mannerOfSilence(world, turn, stored);
    await drive(world, turn, stored, { kind: 'silence', step: stored.state.step });
  });
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

async function mannerOfSilence(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
): Promise<Manner> {
  const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn.tx) : null;
  const validUntil = found?.workshop.startsAt ?? world.clock.now();
  return { kind: 'notice', hours: 'usual', validUntil, stage: 'silence' };
}
