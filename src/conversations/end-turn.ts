import { noteTold } from '#contacts';
import { type Button, bodyOf, channelFor, gathered, identifies } from '#domain';
import { compose, type Draft, withRecording } from '#outbox';
import { driverOf } from '#storage';
import { callInHerLanguage } from './calls.ts';
import {
  type ConversationWorld,
  languageOf,
  type Spoken,
  type Turn,
  type TurnResult,
} from './turn.ts';

/** Writes what a turn said and where its conversations stand; gives what to hand on after the commit. */
export async function endTurn(world: ConversationWorld, turn: Turn): Promise<TurnResult> {
  if (turn.spoken.length > 0) await callInHerLanguage(world, turn);
  const groups = gathered(turn.spoken);
  const drafts = groups.map((group, index) => draftOf(world, turn, group, index));
  const whole = drafts.flatMap((draft, index) =>
    withRecording(turn.contact, draft, recordingOf(groups[index] ?? [])),
  );
  const claimAt = turn.claims ? world.clock.real() : null;
  const composed = await compose(world, turn.contact, whole, turn.tx, claimAt);
  const { messages, hints, claimed } = composed;
  const told: string[] = [];
  for (const [index, group] of groups.entries()) {
    const message = messages.find((m) => m.cause === drafts[index]?.cause);
    for (const { asks, tells } of group) {
      if (asks && message) openQuestion(asks, message);
      if (tells && (message?.state === 'queued' || message?.state === 'sending')) told.push(tells);
    }
  }
  await noteTold(world, told, turn.tx);
  for (const stored of turn.touched) {
    if (!stored.open) Object.assign(stored, { question: null, askedAt: null, dueAt: null });
    const { _id, ...fields } = stored;
    const options = { upsert: true, session: turn.tx };
    await driverOf(world.store.conversations).updateOne({ _id }, { $set: fields }, options);
  }
  return { hints: [...turn.hints, ...hints], contact: turn.contact, claimed };
}

function openQuestion(asks: Spoken['asks'] & object, message: { _id: string; dueAt: Date }): void {
  asks.question = message._id;
  asks.askedAt = message.dueAt;
  const { waits } = asks.state;
  const silence = waits.for === 'reply' ? waits.silence : null;
  asks.dueAt = silence ? new Date(message.dueAt.getTime() + silence.afterMs) : null;
}

function recordingOf(group: readonly Spoken[]): string | null {
  return group.find(({ recording }) => recording)?.recording ?? null;
}

function buttonsOf(group: readonly Spoken[]): Button[] | null {
  return group.find(({ buttons }) => buttons)?.buttons ?? null;
}

function draftOf(
  world: ConversationWorld,
  turn: Turn,
  group: readonly Spoken[],
  index: number,
): Draft {
  const fixed = group[0]?.fixed ?? null;
  const buttons = buttonsOf(group);
  // The text is then the value of a variable of Twilio's, which holds no new line.
  const body = buttons ? bodyOf(group).replaceAll('\n', ' ') : bodyOf(group);
  return {
    ...turn.manner,
    ...(fixed ? fixedManner(world, turn, fixed.validMs) : {}),
    ...(tellsOfACall(turn, group) ? { kind: 'notice' as const } : {}),
    cause: `${turn.cause}:${index}`,
    body,
    buttons,
    language: languageOf(world, turn.contact),
    channel: turn.inbound?.channel ?? channelFor(turn.contact),
    identifies: identifies(body, world.programme().name),
    allowedAfterOptOut: fixed !== null,
  };
}

/** That a person will call is no invitation of its own: beside one, it is not held for a day by the cap. */
function tellsOfACall({ manner }: Turn, group: readonly Spoken[]): boolean {
  return manner.kind === 'proactive' && group.every(({ tells }) => tells !== undefined);
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
