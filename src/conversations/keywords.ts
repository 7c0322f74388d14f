import type { Content } from '#content';
import { fold, type Language, type Site } from '#domain';
import type { Facts } from '#engine';
import { beginConversation, drive } from './drive.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** The flow a word alone starts, and the language the word is of. */
export type KeywordStart = { flow: string; language: Language };

/**
 * The flow that a whole message starts by its keyword, in any case, with or without accents; null where it
 * is none. The first flow by name has a word that two claim.
 */
export function keywordOf(content: Content, body: string): KeywordStart | null {
  const said = fold(body).trim();
  for (const { id, keywords } of Object.values(content.flows)) {
    for (const [language, words] of Object.entries(keywords)) {
      if (words.some((word) => fold(word).trim() === said)) return { flow: id, language };
    }
  }
  return null;
}

/** Starts the flow of a keyword. The word tells the language of who has none yet. */
export async function startByKeyword(
  world: ConversationWorld,
  turn: Turn,
  { flow, language }: KeywordStart,
): Promise<void> {
  if (turn.contact.language === null) {
    const change = { $set: { language } };
    await world.store.contacts.updateOne({ _id: turn.contact._id }, change, { session: turn.tx });
    turn.contact = { ...turn.contact, language };
  }
  const sites = await world.store.sites.find().sort({ name: 1 }).session(turn.tx).lean<Site[]>();
  const facts: Facts = {
    first: turn.contact.firstTextAt === null,
    language: turn.contact.language ?? language,
    sites: sites.map(({ _id, name }) => `${_id}=${name}`).join('\n'),
  };
  const stored = beginConversation(world, turn, flow, null);
  await drive(world, turn, stored, { kind: 'start', facts, understood: null });
}
