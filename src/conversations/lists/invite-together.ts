import type { Workshop } from '#domain';
import type { Facts } from '#engine';
import { beginConversation } from '../begin-conversation.ts';
import { drive } from '../drive.ts';
import type { ConversationWorld, Turn } from '../turn.ts';
import { INVITATIONS, listEvents } from './event-list.ts';
import { aloneFacts, mannerOf, noteInvited } from './invited-to.ts';

/**
 * Invites her to the first of these and, where one text has room for more than it, to all that have room
 * there, each of which counts as an invitation of its own.
 */
export async function inviteTogether(
  world: ConversationWorld,
  turn: Turn,
  workshops: readonly Workshop[],
): Promise<void> {
  const first = turn.contact.firstTextAt === null;
  const list = await listEvents(world, turn, workshops, first ? 'list_first' : 'list');
  const shown = list?.shown ?? workshops.slice(0, 1);
  await noteInvited(world, turn, shown);
  turn.manner = { ...turn.manner, ...mannerOf(shown) };
  const [next] = shown;
  if (!next) return;
  const stored = list
    ? beginConversation(world, turn, INVITATIONS, null)
    : beginConversation(world, turn, 'rsvp', next._id);
  const facts: Facts = { ...(list?.facts ?? aloneFacts(next)), first };
  await drive(world, turn, stored, { kind: 'start', facts, understood: null });
}
