import { optionLabels, optionsInWords } from '#engine';
import type { Understood } from '#understanding';
import { contentFor } from './drive.ts';
import { wordsOfOptions } from './list-options.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * What a message means where it chooses by the words of the open question's options ("la universidad"):
 * understanding knows them by number and by the names it has words for; whoever writes a flow gives its
 * options words in every language, and those count as the number does.
 */
export async function inOptionWords(
  world: ConversationWorld,
  turn: Turn,
  question: Stored,
  understood: Understood,
): Promise<Understood> {
  const { waits } = question.state;
  const isChoice = waits.for === 'reply' && waits.expects === 'choices';
  if (!isChoice || understood.facts.answer !== undefined || !turn.inbound) return understood;
  const content = await contentFor(world, question.state);
  const labels = content ? optionLabels(content.flow(question.flow), question.state) : [];
  const words = await wordsOfOptions(world, turn, question, labels, { optional: true });
  const named = optionsInWords(
    turn.inbound.body,
    words.map((word) => word ?? ''),
  );
  if (named.length === 0) return understood;
  const answer = named.map((at) => String(at + 1)).join(',');
  return { ...understood, facts: { ...understood.facts, answer } };
}
