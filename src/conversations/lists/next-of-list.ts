import type { Workshop } from '#domain';
import { beginConversation } from '../begin-conversation.ts';
import type { Begin } from '../host/step.ts';
import { readWorkshop } from '../say.ts';
import type { ConversationWorld, Turn } from '../turn.ts';
import { type EventList, INVITATIONS, listEvents } from './event-list.ts';
import { aloneFacts, mannerOf, noteInvited } from './invited-to.ts';
import { mayInvite } from './may-invite.ts';

/** What tells her of the workshops that her list had no room for: a list again, or the last one alone. */
export async function nextOfList(
  world: ConversationWorld,
  turn: Turn,
  ids: readonly string[],
): Promise<Begin[]> {
  const rest: Workshop[] = [];
  for (const id of ids) {
    const workshop = (await readWorkshop(world, id, turn))?.workshop;
    const isAhead = workshop && !workshop.cancelledAt && workshop.startsAt > world.clock.now();
    if (isAhead && (await mayInvite(world, turn, workshop))) rest.push(workshop);
  }
  const list = await listEvents(world, turn, rest, 'more');
  if (list) return [await nextList(world, turn, list)];
  const [next] = rest.sort((a, b) => +a.startsAt - +b.startsAt);
  return next ? [await nextAlone(world, turn, next)] : [];
}

async function nextList(world: ConversationWorld, turn: Turn, list: EventList): Promise<Begin> {
  await noteInvited(world, turn, list.shown);
  const stored = beginConversation(world, turn, INVITATIONS, null);
  const facts = { ...list.facts, first: false };
  return { stored, facts, node: 'more', ...mannerOf(list.shown) };
}

async function nextAlone(world: ConversationWorld, turn: Turn, next: Workshop): Promise<Begin> {
  await noteInvited(world, turn, [next]);
  const stored = beginConversation(world, turn, 'rsvp', next._id);
  const facts = { ...aloneFacts(next), first: false };
  return { stored, facts, ...mannerOf([next]) };
}
