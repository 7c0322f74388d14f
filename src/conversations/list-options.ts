import { isTimeZone } from '#domain';
import type { Label } from '#engine';
import { writeFor } from './say.ts';
import { type ConversationWorld, languageOf, type Stored, type Turn } from './turn.ts';

/**
 * The words of a question's options, one each. Those that are `optional`, since the question's text lists
 * them itself, are in her language or null.
 */
export async function wordsOfOptions(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  labels: readonly Label[],
  { optional } = { optional: false },
): Promise<(string | null)[]> {
  const words: (string | null)[] = [];
  for (const label of labels) words.push(await wordsOf(world, turn, stored, label, optional));
  return words;
}

async function wordsOf(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  label: Label,
  optional: boolean,
): Promise<string | null> {
  if ('words' in label) return label.words;
  const language = languageOf(world, turn.contact);
  if ('at' in label) {
    return world.content().moment({ at: label.at, language, timeZone: zoneOf(world) });
  }
  const words = { namespace: stored.flow, key: label.key, values: { ...stored.state.facts } };
  return (await writeFor(world, turn, words, stored.workshop, { optional })).body || null;
}

function zoneOf(world: ConversationWorld): string {
  const { timeZone } = world.programme();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
