import { STANDING_STATES } from '#domain';
import type { Input } from '#engine';
import type { Inbound } from '#storage';
import type { Understood } from '#understanding';
import { wordsOfReply } from './buttons.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** What a message means as the reply to a question; null where none is open. */
export async function understandIn(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
): Promise<Understood> {
  const waits = question?.state.waits;
  const confirmed = await world.store.rsvps
    .exists({ contact: turn.contact._id, state: { $in: STANDING_STATES } })
    .session(turn.tx);
  return world.understand(turn.inbound ? wordsOfReply(turn.inbound, question) : '', {
    expects: waits?.for === 'reply' ? waits.expects : null,
    options: waits?.for === 'reply' ? waits.options : [],
    confirmed: confirmed !== null,
    optedOut: turn.contact.consent.optedOutAt !== null,
  });
}

/** Her message as a flow takes it: what it means, her words, and what she sent besides. */
export function messageOf(inbound: Inbound, understood: Understood): Input & { kind: 'message' } {
  const { _id: id, body: text, mediaTypes: media } = inbound;
  return { kind: 'message', understood, text, media, id };
}

/** A voice note or picture without a word, which means nothing by itself. */
export function mediaOf(inbound: Inbound): Input & { kind: 'message' } {
  return messageOf(inbound, {
    intents: [],
    facts: {},
    language: 'und',
    certainty: 'sure',
    confirmNeeded: false,
  });
}
