import type { Input } from '#engine';
import type { Inbound } from '#storage';
import type { Understood } from '#understanding';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** What a message means as the reply to a question; null where none is open. */
export async function understandIn(
  world: ConversationWorld,
  turn: Turn,
  question: Stored | null,
): Promise<Understood> {
  const waits = question?.state.waits;
  const confirmed = await world.store.rsvps
    .exists({ contact: turn.contact._id, state: { $in: ['yes', 'offered'] } })
    .session(turn.tx);
  return world.understand(turn.inbound?.button ?? turn.inbound?.body ?? '', {
    expects: waits?.for === 'reply' ? waits.expects : null,
    options: waits?.for === 'reply' ? waits.options : [],
    confirmed: confirmed !== null,
    optedOut: turn.contact.consent.optedOutAt !== null,
  });
}

/** Her first words tell the language where no list did; asking for another changes it. */
export async function noteLanguage(
  world: ConversationWorld,
  turn: Turn,
  understood: Understood,
): Promise<void> {
  const asked = understood.intents.includes('language_switch') ? understood.facts.lang : undefined;
  const language = asked ?? (turn.contact.language === null ? understood.language : undefined);
  if (!language || !world.content().languages.includes(language)) return;
  await world.store.contacts.updateOne(
    { _id: turn.contact._id },
    { $set: { language } },
    { session: turn.tx },
  );
  turn.contact = { ...turn.contact, language };
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
