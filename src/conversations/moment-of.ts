import { instantOf, localTime } from '#domain';
import type { Waits } from '#engine';
import { readWorkshop } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * When the time comes that a conversation waits for: so long from now, a date it was told, or the day
 * before its workshop on the site's clock. Null where that date or workshop is not known.
 */
export async function momentOf(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  waits: Extract<Waits, { for: 'time' }>,
): Promise<Date | null> {
  if ('afterMs' in waits) return new Date(world.clock.now().getTime() + waits.afterMs);
  if ('untilFact' in waits) {
    const at = new Date(String(stored.state.facts[waits.untilFact]));
    return Number.isNaN(at.getTime()) ? null : at;
  }
  const found = stored.workshop ? await readWorkshop(world, stored.workshop, turn) : null;
  if (!found) return null;
  const timeZone = found.site?.timeZone ?? world.programme().timeZone;
  const { day } = localTime(found.workshop.startsAt, timeZone);
  return instantOf(day, -1, waits.eve.minutes, timeZone);
}
