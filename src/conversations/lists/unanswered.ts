import { aboutAll, type Message, type Workshop } from '#domain';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';

/** The texts by which a family is invited, and reminded that it was. */
const ASKING: readonly (string | null)[] = ['invitation', 'nudge_1', 'nudge_2'];

/** A question that nobody has answered, and the text that asks it. */
export type Unanswered = { stored: Stored; text: Message };

/**
 * The invitation, or nudge, about a workshop that she has let lie for so many milliseconds; null where there
 * is none, and where she has written anything since: she is there, and is not reminded of it.
 */
export async function unansweredAbout(
  { store, clock }: ConversationWorld,
  turn: Turn,
  { _id, startsAt }: Workshop,
  lainMs: number,
): Promise<Unanswered | null> {
  const { _id: contact, lastInbound } = turn.contact;
  const open = await store.conversations
    .find({ contact, open: true, question: { $ne: null } })
    .session(turn.tx)
    .lean<Stored[]>();
  const texts = await store.messages
    .find({ _id: { $in: open.flatMap(({ question }) => question ?? []) }, state: 'sent' })
    .session(turn.tx)
    .lean<Message[]>();
  const text = texts.find(
    (each) =>
      ASKING.includes(each.stage) &&
      aboutAll(each).some((about) => about.workshop === _id && +about.startsAt === +startsAt),
  );
  const stored = text && open.find(({ question }) => question === text._id);
  if (!stored || !text.sentAt || clock.now().getTime() - text.sentAt.getTime() < lainMs)
    return null;
  const sentAt = text.sentAt;
  const wrote = Object.values(lastInbound).some((at) => at && new Date(at) >= sentAt);
  return wrote ? null : { stored, text };
}
