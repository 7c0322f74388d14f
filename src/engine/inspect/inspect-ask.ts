import type { AskNode } from '../ask-node.ts';
import type { FactTypes } from '../fact-types.ts';
import type { Finding } from '../node-type.ts';
import { fillsOf } from '../question.ts';
import { answersOf } from '../reading.ts';
import { inspectText } from '../text-choice.ts';

/** Intents a question may give a way of their own; the others are the host's before the engine's. */
const INTENTS = ['yes', 'no', 'maybe', 'late', 'cancel', 'question', 'opt_out', 'thanks', 'other'];

/** What is wrong with a question: an answer or option that leads nowhere, or a way nothing takes. */
export function inspectAsk(node: AskNode, facts: FactTypes): Finding[] {
  const values = answersOf(node.expect);
  const needed = node.options ?? (values.length > 0 ? values : ['any']);
  const missing = node.on.any ? [] : needed.filter((route) => !node.on[route]);
  const known = new Set([...values, ...needed, ...fillsOf(node), ...INTENTS, 'any']);
  const unknown = Object.keys(node.on).filter((route) => !known.has(route));
  return [
    ...inspectText(node.text, facts, node.count),
    ...missing.map((route) => ({
      path: 'on',
      message: `say where the answer \`${route}\` goes`,
    })),
    ...unknown.map((route) => ({
      path: `on.${route}`,
      message: `nothing she says is \`${route}\`; use one of ${[...known].join(', ')}`,
    })),
  ];
}
