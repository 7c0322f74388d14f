import { isTopic } from '#content';
import { optionsInWords } from '#engine';
import { answerTopic } from '../answer-topic.ts';
import type { ConversationWorld, Turn } from '../turn.ts';
import { eventIds, eventWords } from './event-words.ts';

/**
 * Answers a question that came to a list of events: for the one it names, else for each by its number, or
 * once where the answer to all of them is the same.
 */
export async function answerForEvents(
  world: ConversationWorld,
  turn: Turn,
  events: string,
  topic: string,
): Promise<void> {
  const ids = eventIds(events);
  if (!isTopic(topic)) return answerTopic(world, turn, ids[0]!, topic);
  const named = optionsInWords(turn.inbound?.body ?? '', eventWords(events));
  if (named.length === 1) return answerTopic(world, turn, ids[named[0]!]!, topic);
  const from = turn.spoken.length;
  for (const id of ids) await answerTopic(world, turn, id, topic);
  const answers = turn.spoken.splice(from);
  const isSame = answers.every(({ body }) => body === answers[0]?.body);
  if (isSame) turn.spoken.push(...answers.slice(0, 1));
  else turn.spoken.push(...answers.map((said, i) => ({ ...said, body: `${i + 1}) ${said.body}` })));
}
