import { DAY } from '#domain';
import { renderFor, say } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** Who we are, what for, and how to stop; goes even to who has opted out. */
export async function sayHelp(world: ConversationWorld, turn: Turn): Promise<void> {
  const help = await helpText(world, turn);
  await say(world, turn, { namespace: 'common', key: 'help', values: help }, null, {
    fixed: { validMs: DAY },
  });
}

async function helpText(world: ConversationWorld, turn: Turn): Promise<Record<string, unknown>> {
  if (world.programme().help) return {};
  const words = { namespace: 'common', key: 'help_default', values: {} };
  return { help: await renderFor(world, turn, words, null) };
}

/** A voice note or picture while nothing is asked is for a person; it is never an error. */
export async function takeMedia(world: ConversationWorld, turn: Turn): Promise<void> {
  if (turn.inbound) await acknowledgeMedia(world, turn, turn.inbound.mediaTypes);
}

/** Marks what she sent for a person, and says that one will listen or look. */
export async function acknowledgeMedia(
  world: ConversationWorld,
  turn: Turn,
  types: readonly string[],
): Promise<void> {
  if (!turn.inbound || turn.inbound.forPerson) return;
  const voice = types.some((type) => type.startsWith('audio/'));
  turn.inbound.forPerson = voice ? 'voice_note' : 'media';
  const key = voice ? 'voice_note' : 'media';
  await say(world, turn, { namespace: 'common', key, values: {} }, null);
}
