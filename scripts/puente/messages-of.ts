import type { Channel, Message } from '#domain';
import type { Inbound, Store } from '#storage';

/** One message of a family's history: what all have, and what only ours or only hers has. */
type Listed = { direction: 'outbound' | 'inbound'; at: Date; channel: Channel; body: string };

/** A contact's messages of both directions, as they came about; ours with what became of each. */
export async function messagesOf(
  { store }: { store: Pick<Store, 'messages' | 'inbound'> },
  contact: string,
): Promise<Listed[]> {
  const [ours, hers] = await Promise.all([
    store.messages.find({ contact }).sort({ _id: 1 }).lean<Message[]>(),
    store.inbound.find({ contact }).sort({ _id: 1 }).lean<Inbound[]>(),
  ]);
  // Sorting keeps equals in order: what she wrote stands before what answers it.
  return [...hers.map(inbound), ...ours.map(outbound)].sort((a, b) => +a.at - +b.at);
}

/** `at` is when it was sent; for what was not, when it was decided. */
function outbound(message: Message) {
  const { channel, body, kind, stage, state, reason, segments, dueAt, sentAt } = message;
  return {
    direction: 'outbound' as const,
    at: sentAt ?? message.createdAt,
    channel,
    body,
    media: message.media ?? null,
    kind,
    stage,
    workshop: message.about?.workshop ?? null,
    state,
    reason,
    segments,
    dueAt,
    sentAt,
    providerId: message.providerId,
    providerStatus: message.providerStatus,
    errorCode: message.errorCode,
  };
}

function inbound(message: Inbound) {
  const { channel, body, mediaTypes, optOutType, handled, forPerson, providerId } = message;
  return {
    direction: 'inbound' as const,
    at: message.receivedAt,
    channel,
    body,
    mediaTypes,
    optOutType,
    handled,
    forPerson,
    providerId,
  };
}
