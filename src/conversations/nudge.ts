import { closeAnswered, openCall } from '#contacts';
import { aboutAll, DAY, HOUR, hasConsent, type Rsvp, type Workshop } from '#domain';
import { mayGoNow } from '#outbox';
import type { Hint } from '#queue';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import { endConversations, inTurn } from './in-turn.ts';
import { INVITATIONS, listEvents } from './lists/event-list.ts';
import { aloneFacts, mannerOf } from './lists/invited-to.ts';
import { namesIn } from './lists/may-invite.ts';
import { type Unanswered, unansweredAbout } from './lists/unanswered.ts';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

/** She is not called before she could answer the last nudge in an evening. */
const OVERNIGHT = 12 * HOUR;

/** Which nudge, and the broadcast that makes it happen once. */
export type Nudge = { cause: string; stage: 'nudge_1' | 'nudge_2' };

/**
 * Reminds families of an invitation that they have let lie for a day, each in a turn of its own: the same
 * question again, of a list what is still ahead of it. One that the gate would not let go at this moment (the
 * cap, the hours) is left out rather than said later, so that her open question stays open meanwhile.
 */
export async function nudgeMany(
  world: ConversationWorld,
  workshop: Workshop,
  contacts: readonly string[],
  { cause, stage }: Nudge,
): Promise<Hint[]> {
  const hints: Hint[] = [];
  const { startsAt: validUntil } = workshop;
  const manner: Manner = { kind: 'proactive', hours: 'usual', validUntil, stage };
  for (const contact of contacts) {
    const nudged = await inTurn(world, contact, `${cause}:${contact}`, manner, async (turn) => {
      const unanswered = await unansweredAbout(world, turn, workshop, DAY);
      if (!unanswered || unanswered.text.stage === stage) return;
      if (!(await mayGoNow(world, turn.contact, validUntil, turn.tx))) return;
      await askAnew(world, turn, unanswered);
    });
    hints.push(...nudged);
  }
  return hints;
}

/** Ends the question she has let lie, and asks it in the words of a nudge. */
async function askAnew(
  world: ConversationWorld,
  turn: Turn,
  { stored: old, text }: Unanswered,
): Promise<void> {
  const left = await stillOpen(world, turn, text);
  const list = await listEvents(world, turn, left, 'nudge');
  const shown = list?.shown ?? left.slice(0, 1);
  const [next] = shown;
  if (!next) return;
  await endConversations(world, turn, { _id: old._id });
  const { stage } = turn.manner;
  turn.manner = { ...turn.manner, ...mannerOf(shown), ...(stage && { stage }) };
  const flow = list ? INVITATIONS : 'rsvp';
  const stored = beginConversation(world, turn, flow, list ? null : next._id);
  const rest = [...namesIn(list?.facts.rest), ...namesIn(old.state.facts.rest)].join(',');
  const facts = { ...(list ? { ...list.facts, rest } : aloneFacts(next)), first: false };
  await drive(world, turn, stored, { kind: 'start', facts, understood: null, node: 'nudge' });
}

/** What a text invited her to that is ahead and not answered, the nearest first. */
async function stillOpen(
  world: ConversationWorld,
  turn: Turn,
  text: Unanswered['text'],
): Promise<Workshop[]> {
  const left: Workshop[] = [];
  for (const { workshop: id, startsAt } of aboutAll(text)) {
    const workshop = (await readWorkshop(world, id, turn))?.workshop;
    if (!workshop || workshop.cancelledAt || workshop.startsAt <= world.clock.now()) continue;
    if (+workshop.startsAt === +startsAt && (await isInvited(world, turn, id))) left.push(workshop);
  }
  return left.sort((a, b) => +a.startsAt - +b.startsAt);
}

async function isInvited({ store }: ConversationWorld, turn: Turn, id: string): Promise<boolean> {
  const rsvp = await store.rsvps
    .findOne({ workshop: id, contact: turn.contact._id })
    .session(turn.tx)
    .lean<Rsvp>();
  return rsvp?.state === 'invited';
}

/**
 * Puts families that have answered neither invitation nor nudge on the call list of the workshop's site, each
 * in a turn of its own; who was never reminded is not called, nor who has opted out.
 */
export async function callUnanswered(
  world: ConversationWorld,
  workshop: Workshop,
  contacts: readonly string[],
  cause: string,
): Promise<Hint[]> {
  const { _id, site, startsAt: validUntil } = workshop;
  const manner: Manner = { kind: 'proactive', hours: 'usual', validUntil };
  for (const contact of contacts) {
    await inTurn(world, contact, `${cause}:${contact}`, manner, async (turn) => {
      const unanswered = await unansweredAbout(world, turn, workshop, OVERNIGHT);
      if (!unanswered || unanswered.text.stage === 'invitation') return;
      if (!hasConsent(turn.contact.consent, 'workshops')) return;
      await closeAnswered(world, contact, turn.tx);
      await openCall(world, { contact, reason: 'no_answer', site, workshop: _id }, turn.tx);
    });
  }
  return [];
}
