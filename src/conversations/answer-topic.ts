import { answerKey, isTopic, needsWorkshop } from '#content';
import type { Workshop } from '#domain';
import { handOff } from './hand-off.ts';
import { factText, readWorkshop, say } from './say.ts';
import { type ConversationWorld, languageOf, type Turn } from './turn.ts';

/** Asked of people in fear: a person follows each of these up, whatever we can say at once. */
const FOR_A_PERSON = ['safety', 'student_absence'];

/**
 * Answers a question about a workshop from its own facts: their text as it is, else the programme's, else
 * whether they hold. What nobody has told us, and what is better said by a person, goes to one.
 */
export async function answerTopic(
  world: ConversationWorld,
  turn: Turn,
  workshopId: string | null,
  topic: string,
): Promise<void> {
  if (!isTopic(topic)) return handOff(world, turn, 'asked_for', workshopId);
  const found = workshopId ? await readWorkshop(world, workshopId, turn) : null;
  const workshop = found?.workshop ?? null;
  if (!workshop && needsWorkshop(topic)) return handOff(world, turn, topic, workshopId);
  if (FOR_A_PERSON.includes(topic)) markForPerson(turn, topic, workshopId);
  const language = languageOf(world, turn.contact);
  const own =
    factText(workshop?.facts[topic], language) ??
    factText(world.programme().facts?.[topic], language);
  if (own) {
    turn.spoken.push({ body: own, asks: null, fixed: null });
    return;
  }
  const holds = workshop ? holdsFor(workshop, topic) : undefined;
  const key = answerKey(topic, holds);
  if (key.endsWith('.unknown')) markForPerson(turn, topic, workshopId);
  await say(world, turn, { namespace: 'common', key, values: {} }, workshopId);
}

/** What it was marked for before is graver. */
function markForPerson({ inbound }: Turn, topic: string, workshop: string | null): void {
  if (inbound && !inbound.forPerson) Object.assign(inbound, { forPerson: topic, workshop });
}

function holdsFor(workshop: Workshop, topic: string): boolean | undefined {
  if (topic === 'cancelled') return workshop.cancelledAt !== null;
  const fact = workshop.facts[topic];
  return typeof fact === 'boolean' ? fact : undefined;
}
