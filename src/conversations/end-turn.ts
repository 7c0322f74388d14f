import { noteTold } from '#contacts';
import { type Button, bodyOf, channelFor, gathered, identifies, type Message } from '#domain';
import { compose, composeIn, type Draft, withRecording } from '#outbox';
import type { Hint } from '#queue';
import { driverOf, type Transaction } from '#storage';
import { callInHerLanguage } from './calls.ts';
import {
  type ConversationWorld,
  languageOf,
  type Spoken,
  type Stored,
  type Turn,
  type TurnResult,
} from './turn.ts';

/** Writes what a turn said and where its conversations stand; gives what to hand on after the commit. */
export async function endTurn(world: ConversationWorld, turn: Turn): Promise<TurnResult> {
  if (turn.spoken.length > 0) await callInHerLanguage(world, turn);
  const said = saidIn(world, turn);
  const claimAt = turn.claims ? world.clock.real() : null;
  const composed = await compose(world, turn.contact, said.drafts, turn.tx, claimAt);
  const { messages, hints, claimed } = composed;
  await noteTold(world, noteAsked(said, messages), turn.tx);
  for (const stored of turn.touched) {
    const { filter, update } = asItEnds(stored);
    const options = { upsert: true, session: turn.tx };
    await driverOf(world.store.conversations).updateOne(filter, update, options);
  }
  return { hints: [...turn.hints, ...hints], contact: turn.contact, claimed };
}

/**
 * Ends the turns of many families that were taken in one transaction, in two writes for all of them. For
 * turns that say or ask something, and tell nobody of a call.
 */
export async function endTurns(
  world: ConversationWorld,
  turns: readonly Turn[],
  tx: Transaction,
): Promise<Hint[]> {
  const all = turns.map((turn) => ({ contact: turn.contact, said: saidIn(world, turn) }));
  const items = all.flatMap(({ contact, said }) =>
    said.drafts.map((draft) => ({ contact, draft })),
  );
  const { messages, hints } = await composeIn(world, items, tx);
  const ofContact = Map.groupBy(messages, ({ contact }) => contact);
  for (const { contact, said } of all) noteAsked(said, ofContact.get(contact._id) ?? []);
  const ends = turns.flatMap(({ touched }) => [...touched]).map(asItEnds);
  const writes = ends.map((one) => ({ updateOne: { ...one, upsert: true } }));
  if (writes.length > 0) await world.store.conversations.bulkWrite(writes, { session: tx });
  return [...turns.flatMap((turn) => turn.hints), ...hints];
}

/** What a turn said: its texts, and which of them, by cause, carries which words. */
type Said = { groups: { cause: string; spoken: Spoken[] }[]; drafts: Draft[] };

function saidIn(world: ConversationWorld, turn: Turn): Said {
  const said: Said = { groups: [], drafts: [] };
  for (const [index, spoken] of gathered(turn.spoken).entries()) {
    const draft = draftOf(world, turn, spoken, index);
    said.groups.push({ cause: draft.cause, spoken });
    said.drafts.push(...withRecording(turn.contact, draft, recordingOf(spoken)));
  }
  return said;
}

/** Binds the questions that were asked to the texts that carry them; gives the calls that were told of. */
function noteAsked({ groups }: Said, messages: readonly Message[]): string[] {
  const told: string[] = [];
  for (const { cause, spoken } of groups) {
    const message = messages.find((m) => m.cause === cause);
    for (const { asks, tells } of spoken) {
      if (asks && message) openQuestion(asks, message);
      if (tells && (message?.state === 'queued' || message?.state === 'sending')) told.push(tells);
    }
  }
  return told;
}

function asItEnds(stored: Stored) {
  if (!stored.open) Object.assign(stored, { question: null, askedAt: null, dueAt: null });
  const { _id, ...fields } = stored;
  return { filter: { _id }, update: { $set: fields } };
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
