import { folderOf } from '#content';
import type { Language } from '#domain';
import type { Understood } from '#understanding';
import { callInHerLanguage } from './calls.ts';
import { type ConversationWorld, languageOf, type Turn } from './turn.ts';

/** What understanding says where a message names no one language. */
const NOT_ONE: readonly string[] = ['both', 'mix', 'und'];

/** Her first words tell the language where no list did; asking for another changes it. */
export async function noteLanguage(
  world: ConversationWorld,
  turn: Turn,
  understood: Understood,
): Promise<void> {
  const asked = understood.intents.includes('language_switch') ? understood.facts.lang : undefined;
  const language = asked ?? (turn.contact.language === null ? understood.language : undefined);
  if (!language || NOT_ONE.includes(language)) return;
  const hasFolder = folderOf(language, world.content().languages) !== null;
  if (!hasFolder && asked === undefined) return;
  const wroteIn = folderOf(understood.language, world.content().languages);
  await change(world, turn, language, wroteIn);
  if (!hasFolder) await callInHerLanguage(world, turn, { asked: true });
}

/** A flow has learnt which language she speaks. */
export async function speaksNow(
  world: ConversationWorld,
  turn: Turn,
  language: Language,
): Promise<void> {
  if (NOT_ONE.includes(language) || turn.contact.language === language) return;
  await change(world, turn, language, null);
}

/** Keeps her language; with one that we have no folder of, what she read before, or wrote in just now. */
async function change(
  world: ConversationWorld,
  turn: Turn,
  language: Language,
  wroteIn: Language | null,
): Promise<void> {
  const { _id, language: before } = turn.contact;
  const reads = before === null && wroteIn ? wroteIn : languageOf(world, turn.contact);
  const isOurs = folderOf(language, world.content().languages) !== null;
  const fields = isOurs ? { language } : { language, reads };
  await world.store.contacts.updateOne({ _id }, { $set: fields }, { session: turn.tx });
  turn.contact = { ...turn.contact, ...fields };
}
