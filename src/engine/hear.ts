import type { Understood } from '#understanding';
import type { AskNode } from './ask-node.ts';
import { againText, fillsOf, openQuestion, routeByAnswer } from './question.ts';
import { ANSWERS, answersOf, readAnswer, readOption } from './reading.ts';
import { chooseText } from './text-choice.ts';
import { type Move, setFact, type Walk } from './walk.ts';

/**
 * Takes a message as the reply to a question: sets the facts it gives, then goes where the answer, or
 * else another thing she said, leads. A question of hers is answered and ours asked again, shorter; what
 * was not understood is said to be so, and after `tries` of it the flow's own way out is taken.
 */
export function hear(node: AskNode, walk: Walk, understood: Understood): Move {
  walk.reply = null;
  const sure = node.takes_unsure || !understood.confirmNeeded;
  const route = sure ? routeOfReply(node, walk, understood) : null;
  if (route) return { go: route };
  if (walk.topics.length > 0) return openQuestion(node, walk, againText(node, walk));
  if (walk.tries >= node.unclear.tries) return { go: node.unclear.go };
  walk.tries += 1;
  return openQuestion(node, walk, chooseText(node.unclear.say, walk.facts, node.count));
}

function routeOfReply(node: AskNode, walk: Walk, understood: Understood): string | null {
  const filled = fill(node, walk, understood);
  if (node.on.cancel && understood.intents.includes('cancel')) return node.on.cancel;
  const option = readOption(node.options ?? [], understood);
  if (option && node.on[option]) return node.on[option];
  const answer = filled.has(node.expect) ? walk.facts[node.expect] : undefined;
  const byAnswer = answer === undefined ? null : routeByAnswer(node, answer);
  if (byAnswer) return byAnswer;
  const said = Object.keys(node.on).find((key) => wasSaid(key, node, walk, understood, filled));
  return said ? node.on[said]! : null;
}

/** Sets what the reply gives, and names it. */
function fill(node: AskNode, walk: Walk, understood: Understood): Set<string> {
  const filled = new Set<string>();
  for (const name of fillsOf(node)) {
    const value = readAnswer(name, understood, name === node.expect);
    if (value === null) continue;
    setFact(walk, name, value);
    filled.add(name);
  }
  return filled;
}

/** Whether a route's key is a fact she gave or an intent she had; a need for care is a yes to care. */
function wasSaid(
  key: string,
  node: AskNode,
  walk: Walk,
  understood: Understood,
  filled: Set<string>,
): boolean {
  if (filled.has(key)) return true;
  // What the answer itself could not be read as (yes and no at once) is not taken from its words.
  if (answersOf(node.expect).includes(key)) return false;
  if (key === 'question') return walk.topics.length > 0;
  const needsCare = understood.facts.need === 'yes';
  if (key === 'childcare' || (key === 'yes' && node.expect === 'childcare')) return needsCare;
  // A number of people is a route only where it could be read.
  return !(ANSWERS as string[]).includes(key) && (understood.intents as string[]).includes(key);
}
