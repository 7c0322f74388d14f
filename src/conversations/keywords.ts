import type { Content } from '#content';
import { fold, type Language, type Site } from '#domain';
import type { Flow } from '#engine';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import type { OpenQuestions } from './open-questions.ts';
import { startOver } from './over-open.ts';
import { queue } from './queue-conversation.ts';
import { sitesOf, startFacts } from './start-facts.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** The flow a word starts, the language the word is of, and what she wrote after it. */
export type KeywordStart = { flow: string; language: Language; rest: string };

/**
 * The flow that a message starts by its keyword, in any case, with or without accents; null where it is
 * none. What follows the word may name a site ("PADRES BOLIVAR", on that school's flyer); a keyword that
 * begins a sentence is no keyword.
 */
export function keywordOf(content: Content, body: string): KeywordStart | null {
  const said = fold(body);
  for (const { id, keywords } of Object.values(content.flows)) {
    for (const [language, words] of Object.entries(keywords)) {
      const word = words.map(fold).find((own) => said === own || said.startsWith(`${own} `));
      if (word !== undefined) return { flow: id, language, rest: said.slice(word.length).trim() };
    }
  }
  return null;
}

/** The site a keyword is followed by, by its id or its name; `rest` is folded. */
export function siteNamed(sites: readonly Site[], rest: string): Site | undefined {
  return sites.find(({ _id, name }) => fold(_id) === rest || fold(name) === rest);
}

/**
 * Starts the flow of a keyword; false where it is none after all, or leaves an open question its place. The
 * word tells the language of who has none yet, and the site after it spares her the question.
 */
export async function startByKeyword(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
  { flow: id, language, rest }: KeywordStart,
): Promise<boolean> {
  const site = rest === '' ? undefined : siteNamed(await sitesOf(world, turn), rest);
  if (rest !== '' && !site) return false;
  await noteLanguageOf(world, turn, language);
  const told = { language: turn.contact.language ?? language, ...(site ? { site: site._id } : {}) };
  return startByHer(world, turn, questions, world.content().flow(id), told);
}

async function noteLanguageOf(world: ConversationWorld, turn: Turn, language: Language) {
  if (turn.contact.language !== null) return;
  const change = { $set: { language } };
  await world.store.contacts.updateOne({ _id: turn.contact._id }, change, { session: turn.tx });
  turn.contact = { ...turn.contact, language };
}

/** Starts a flow that she asked for herself; false where it leaves an open question its place. */
export async function startByHer(
  world: ConversationWorld,
  turn: Turn,
  questions: OpenQuestions,
  flow: Flow,
  told: Record<string, string> = {},
): Promise<boolean> {
  const how = startOver(flow, questions, { byHer: true });
  if (how.kind === 'leave') return false;
  const stored = beginConversation(world, turn, flow.id, null);
  const facts = { ...(await startFacts(world, turn, flow, null)), ...told };
  if (how.kind === 'queue') {
    const { validUntil } = turn.manner;
    const asked = { kind: 'answer', about: null, stage: flow.id } as const;
    queue(world, turn, stored, { ...asked, facts, validUntil });
    return true;
  }
  stored.interrupts = how.interrupts?._id ?? null;
  await drive(world, turn, stored, { kind: 'start', facts, understood: null });
  return true;
}

/** The first flow, by name, that begins by what a message means. */
export function flowOfIntents(content: Content, intents: readonly string[]): Flow | null {
  const flows = Object.values(content.flows);
  return flows.find(({ begins }) => begins.intents.some((own) => intents.includes(own))) ?? null;
}
