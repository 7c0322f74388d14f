import { lockContact } from '#contacts';
import type { Hint } from '#queue';
import { endTurn } from './end-turn.ts';
import type { ConversationWorld, Manner, Turn } from './turn.ts';

type Work = (turn: Turn) => Promise<void>;

/** One turn that no message caused: locked and stored like any other, and once for its cause. */
export async function inTurn(
  world: ConversationWorld,
  contactId: string,
  cause: string,
  manner: Manner,
  work: Work,
): Promise<Hint[]> {
  const { hints } = await world.store.transaction(async (tx) => {
    const contact = await lockContact(world, contactId, tx);
    const turn = unaskedTurn({ tx, cause, contact, manner });
    await work(turn);
    return endTurn(world, turn);
  });
  return hints;
}

/** A turn that no message caused, before anything is done in it. */
export function unaskedTurn(of: Pick<Turn, 'tx' | 'cause' | 'contact' | 'manner'>): Turn {
  return {
    ...of,
    inbound: null,
    claims: false,
    confirmed: false,
    spoken: [],
    hints: [],
    touched: new Set(),
    workshops: new Map(),
    rsvps: [],
  };
}

/** Ends her conversations of some kind, or all, whether or not their question has reached her. */
export async function endConversations(
  world: ConversationWorld,
  turn: Turn,
  which: { flow?: { $in: string[] }; workshop?: string; question?: string; _id?: string } = {},
): Promise<void> {
  await world.store.conversations.updateMany(
    { contact: turn.contact._id, open: true, ...which },
    { $set: { open: false, question: null, askedAt: null, dueAt: null } },
    { session: turn.tx },
  );
}

/** An older conversation about the same workshop would answer with an older question. */
export function endOthers(world: ConversationWorld, turn: Turn, workshop: string): Promise<void> {
  return endConversations(world, turn, { workshop });
}
