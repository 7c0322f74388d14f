import { toldDate } from '#broadcasts';
import type { Rsvp, Workshop } from '#domain';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import { INVITATIONS } from './event-list.ts';

/** Whether she is to be invited: she does not know this date from us yet, and has not answered for it. */
export async function mayInvite(
  { store }: ConversationWorld,
  turn: Turn,
  { _id: workshop, startsAt }: Workshop,
): Promise<boolean> {
  const contact = turn.contact._id;
  const rsvp = await store.rsvps.findOne({ workshop, contact }).session(turn.tx).lean<Rsvp>();
  if (!rsvp) return true;
  if (rsvp.state === 'invited') {
    return !(await toldDate({ store }, contact, workshop, turn.tx)).isTold(startsAt);
  }
  // A no was said to that date; another date may suit her.
  const refused = rsvp.state === 'no' || rsvp.state === 'cancelled';
  return refused && rsvp.startsAt.getTime() !== startsAt.getTime();
}

/** Which workshops a list that waits for her answer had no room for: she is told of them with its answer. */
export async function toldNext({ store }: ConversationWorld, turn: Turn): Promise<Set<string>> {
  const open = await store.conversations
    .find({ contact: turn.contact._id, open: true, flow: INVITATIONS })
    .session(turn.tx)
    .lean<Stored[]>();
  const asked = await store.messages
    .find({ _id: { $in: open.flatMap(({ question }) => question ?? []) }, state: { $in: WRITTEN } })
    .session(turn.tx)
    .lean<{ _id: string }[]>();
  const ids = new Set(asked.map(({ _id }) => _id));
  const waiting = open.filter(({ question }) => question !== null && ids.has(question));
  return new Set(waiting.flatMap(({ state }) => namesIn(state.facts.rest)));
}

const WRITTEN = ['queued', 'sending', 'sent'] as const;

/** The names in a fact that is a list. */
export function namesIn(list: unknown): string[] {
  return String(list ?? '')
    .split(',')
    .filter((name) => name !== '');
}
