import { staffText, takeCalls } from '#inbox';
import { compose } from '#outbox';
import { recordInTurn } from './host/consent-steps.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/**
 * Whatever a member of staff writes takes what she was called to; it never begins or answers a flow. What
 * the door heard as a wish to stop for a while is none.
 */
export async function hearStaff(world: ConversationWorld, turn: Turn): Promise<void> {
  if (turn.contact.consent.suspendedAt) await recordInTurn(world, turn, 'resumed');
  const taken = await takeCalls(world, turn.contact, turn.tx);
  const drafts = taken.map(({ _id: message }) => {
    const text = { cause: `${turn.cause}:${message}`, key: 'staff_taken', values: { message } };
    return staffText(world, turn.contact, text);
  });
  const { hints } = await compose(world, turn.contact, drafts, turn.tx);
  turn.hints.push(...hints);
}
