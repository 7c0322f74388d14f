import type { Conversation } from '#engine';
import type { Store, StoredConversation } from '#storage';
import type { UnderstandingContext } from '#understanding';

/** What an open question says of the words that answer it. */
type Asked = Pick<UnderstandingContext, 'expects' | 'options'>;

const NOTHING_ASKED: Asked = { expects: null, options: [] };

/**
 * What the latest question that has reached a contact expects: "no me interesa" is a no to an invitation,
 * and a wish that we stop where nothing was asked. The turn reads her words against the same question.
 */
export async function askedOf(
  { store }: { store: Pick<Store, 'conversations' | 'messages'> },
  contact: string,
): Promise<Asked> {
  const waiting = await store.conversations
    .find({ contact, open: true, question: { $ne: null } })
    .lean<StoredConversation<Conversation>[]>();
  if (waiting.length === 0) return NOTHING_ASKED;
  const ids = waiting.map(({ question }) => question);
  const latest = await store.messages
    .findOne({ _id: { $in: ids }, providerId: { $ne: null } }, { _id: 1 })
    .sort({ sentAt: -1 })
    .lean<{ _id: string }>();
  const waits = waiting.find(({ question }) => question === latest?._id)?.state.waits;
  return waits?.for === 'reply' ? waits : NOTHING_ASKED;
}
