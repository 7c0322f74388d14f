import { bodyOf, gathered, identifies } from '#domain';
import { compose, type Draft } from '#outbox';
import {
  type ConversationWorld,
  languageOf,
  type Spoken,
  type Turn,
  type TurnResult,
} from './turn.ts';

/** Writes what a turn said and where its conversations stand; gives what to hand on after the commit. */
export async function endTurn(world: ConversationWorld, turn: Turn): Promise<TurnResult> {
  const groups = gathered(turn.spoken);
  const drafts = groups.map((group, index) => draftOf(world, turn, group, index));
  const { messages, hints } = await compose(world, turn.contact, drafts, turn.tx);
  for (const [index, group] of groups.entries()) {
    const message = messages.find((m) => m.cause === drafts[index]?.cause);
    for (const { asks } of group) {
      if (asks && message) openQuestion(asks, message);
    }
  }
  for (const stored of turn.touched) {
    if (!stored.open) Object.assign(stored, { question: null, askedAt: null, dueAt: null });
    const { _id, ...fields } = stored;
    const options = { upsert: true, session: turn.tx };
    await world.store.conversations.updateOne({ _id }, { $set: fields }, options);
  }
  return { hints: [...turn.hints, ...hints] };
}

function openQuestion(asks: Spoken['asks'] & object, message: { _id: string; dueAt: Date }): void {
  asks.question = message._id;
  asks.askedAt = message.dueAt;
  const { waits } = asks.state;
  const silence = waits.for === 'reply' ? waits.silence : null;
  asks.dueAt = silence ? new Date(message.dueAt.getTime() + silence.afterMs) : null;
}

function draftOf(
  world: ConversationWorld,
  turn: Turn,
  group: readonly Spoken[],
  index: number,
): Draft {
  const fixed = group[0]?.fixed ?? null;
  return {
    ...turn.manner,
    ...(fixed ? fixedManner(world, turn, fixed.validMs) : {}),
    cause: `${turn.cause}:${index}`,
    body: bodyOf(group),
    language: languageOf(world, turn.contact),
    channel: turn.inbound?.channel ?? 'sms',
    identifies: identifies(bodyOf(group), world.programme().name),
    allowedAfterOptOut: fixed !== null,
  };
}

/** Said by silence and not in answer, even a fixed text keeps to the hours, so that none comes at night. */
function fixedManner(
  world: ConversationWorld,
  turn: Turn,
  validMs: number,
): Pick<Draft, 'kind' | 'hours' | 'validUntil'> {
  return {
    kind: 'fixed',
    hours: turn.inbound ? 'any' : 'usual',
    validUntil: new Date(world.clock.now().getTime() + validMs),
  };
}
