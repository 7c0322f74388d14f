import { aboutAll, type Clock, DAY, type Message, type Workshop } from '#domain';
import type { Hint } from '#queue';
import type { Store } from '#storage';
import { endConversations, inTurn } from '../in-turn.ts';
import { readWorkshop } from '../say.ts';
import type { ConversationWorld, Manner, Stored, Turn } from '../turn.ts';
import { INVITATIONS } from './event-list.ts';
import { inviteTogether } from './invite-together.ts';
import { mayInvite, namesIn } from './may-invite.ts';

const MOST = 200;
/** An invitation goes seven days before; a list that is older has nothing ahead. */
const OLDEST = 8 * DAY;

/** Hints for lists that were withheld because a workshop on them moved, or is answered or off. */
export async function dueLists(world: {
  store: Pick<Store, 'messages'>;
  clock: Clock;
}): Promise<Hint[]> {
  const since = new Date(world.clock.now().getTime() - OLDEST);
  const found = await world.store.messages
    .find(
      {
        state: 'withheld',
        reason: 'stale',
        'also.workshop': { $gt: '' },
        createdAt: { $gt: since },
      },
      { _id: 1 },
    )
    .limit(MOST)
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => ({ queue: 'due', job: { what: 'list', id: _id } }));
}

/**
 * Invites her anew to what is left of a list that was withheld: nobody hears nothing of four workshops
 * because a fifth was moved. The list is marked in the same transaction, so that it is remade once.
 */
export async function remakeList(world: ConversationWorld, id: string): Promise<Hint[]> {
  const list = await world.store.messages.findById(id).lean<Message>();
  if (!list) return [];
  const { hours, validUntil } = list;
  const manner: Manner = { kind: 'proactive', hours, validUntil, stage: 'invitation' };
  return inTurn(world, list.contact, `remade:${id}`, manner, async (turn) => {
    const { modifiedCount } = await world.store.messages.updateOne(
      { _id: id, state: 'withheld', reason: 'stale' },
      { $set: { reason: 'remade' } },
      { session: turn.tx },
    );
    if (modifiedCount === 0) return;
    const left = await leftOf(world, turn, list);
    await endConversations(world, turn, { flow: { $in: [INVITATIONS] }, question: id });
    if (left.length > 0) await inviteTogether(world, turn, left);
  });
}

/** What she may still be invited to, of what the list said and of what it had no room for. */
async function leftOf(world: ConversationWorld, turn: Turn, list: Message): Promise<Workshop[]> {
  const asked = await world.store.conversations
    .findOne({ contact: list.contact, open: true, question: list._id })
    .session(turn.tx)
    .lean<Stored>();
  const rest = namesIn(asked?.state.facts.rest);
  const left: Workshop[] = [];
  for (const id of [...aboutAll(list).map(({ workshop }) => workshop), ...rest]) {
    const workshop = (await readWorkshop(world, id, turn))?.workshop;
    const isAhead = workshop && !workshop.cancelledAt && workshop.startsAt > world.clock.now();
    if (isAhead && (await mayInvite(world, turn, workshop))) left.push(workshop);
  }
  return left.sort((a, b) => +a.startsAt - +b.startsAt);
}
