import { lockContact } from '#contacts';
import { FALLBACK_LANGUAGE } from '#content';
import { type ByLanguage, type Clock, type Contact, channelFor, DAY } from '#domain';
import { compose, type Draft, type GateWorld } from '#outbox';
import type { Hint } from '#queue';
import type { Store, Transaction } from '#storage';
import type { HandOffs } from './hand-offs.ts';
import { takenBy } from './take-alarm.ts';

type World = GateWorld & { store: Store; clock: Clock };

/** How long an answer that comes after a day may wait for its hours. */
const WORTH = 3 * DAY;

export type Answered = {
  /** Families to whom the answer goes, now or when it may; and whom the gate holds it back from. */
  sent: number;
  withheld: number;
  hints: Hint[];
};

/**
 * Answers a group of hand-offs: each family once, in her language, as an answer within a day of her last
 * message and else by the rules for what is unasked. Without a text they are only marked as answered. Each
 * family is a transaction of its own; a message that is marked already is passed over, so that this may be
 * run again after it was cut short.
 */
export async function answerHandOffs(
  world: World,
  { group, messages }: HandOffs,
  text: ByLanguage | null,
): Promise<Answered> {
  const answered: Answered = { sent: 0, withheld: 0, hints: [] };
  for (const contact of new Set(messages.map((message) => message.contact))) {
    const ids = messages.filter((m) => m.contact === contact).map(({ id }) => id);
    const composed = await world.store.transaction((tx) =>
      answerOne(world, { group, contact, ids, text }, tx),
    );
    for (const { state } of composed.messages) {
      if (state === 'queued') answered.sent += 1;
      else answered.withheld += 1;
    }
    answered.hints.push(...composed.hints);
  }
  return answered;
}

/** Whether some hand-offs were answered under this name. */
export async function wasAnswered({ store }: Pick<World, 'store'>, group: string) {
  return (await store.inbound.exists({ answeredIn: group })) !== null;
}

type One = { group: string; contact: string; ids: string[]; text: ByLanguage | null };

async function answerOne(world: World, { group, contact: id, ids, text }: One, tx: Transaction) {
  const contact = await lockContact(world, id, tx);
  const { modifiedCount } = await world.store.inbound.updateMany(
    { _id: { $in: ids }, answeredIn: null },
    { $set: { answeredIn: group, answeredAt: world.clock.now() } },
    { session: tx },
  );
  // Whoever answers her need not be called any more.
  await world.store.alarms.updateMany(
    { messages: { $in: ids }, open: true },
    { $set: takenBy(world, 'command') },
    { session: tx },
  );
  if (modifiedCount === 0 || !text) return { messages: [], hints: [] };
  const cause = `hand-off:${ids[0]}`;
  return compose(world, contact, [draftOf(world, contact, cause, text)], tx);
}

function draftOf({ clock }: World, contact: Contact, cause: string, text: ByLanguage): Draft {
  const { lastInbound, lastChannel } = contact;
  const language =
    contact.language && text[contact.language] ? contact.language : FALLBACK_LANGUAGE;
  const wroteAt = Math.max(...Object.values(lastInbound).map((at) => new Date(at).getTime()));
  const draft = { cause, language, body: text[language] ?? '' };
  const until = wroteAt + DAY;
  if (until > clock.now().getTime()) {
    const validUntil = new Date(until);
    return { ...draft, kind: 'answer', hours: 'any', validUntil, channel: lastChannel };
  }
  const validUntil = new Date(clock.now().getTime() + WORTH);
  const channel = channelFor(contact);
  return { ...draft, kind: 'proactive', hours: 'usual', validUntil, stage: 'answer', channel };
}
