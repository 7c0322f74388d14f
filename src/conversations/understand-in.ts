import type { Input } from '#engine';
import type { Inbound } from '#storage';
import type { Understood } from '#understanding';
import { wordsOfReply } from './buttons.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** What a message means as the reply to a question; null where none is open. */
export function understandIn(
  world: Pick<ConversationWorld, 'understand'>,
  turn: Turn,
  question: Stored | null,
): Understood {
  const waits = question?.state.waits;
  return world.understand(turn.inbound ? wordsOfReply(turn.inbound, question) : '', {
    expects: waits?.for === 'reply' ? waits.expects : null,
    options: waits?.for === 'reply' ? waits.options : [],
    confirmed: turn.confirmed,
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
