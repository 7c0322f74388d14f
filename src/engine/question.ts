import type { Expectation } from '#understanding';
import type { AskNode } from './ask-node.ts';
import { chooseText, plainKey } from './text-choice.ts';
import type { FactValue, Text } from './types.ts';
import { type Move, raiseTopics, type Walk } from './walk.ts';

/** Asks in these words, after the topics she raised were answered, and waits for the reply. */
export function openQuestion(node: AskNode, walk: Walk, text: Text): Move {
  raiseTopics(walk);
  const options = node.options ?? [];
  walk.events.push({ type: 'asked', text, expects: node.expect, options });
  const silence = node.silence === 'stays_open' ? null : { afterMs: node.silence.after };
  return { wait: { for: 'reply', expects: node.expect, options, silence } };
}

/** The shorter repetition of a question. */
export function againText(node: AskNode, walk: Walk): Text {
  return chooseText(againKey(node), walk.facts, node.count);
}

/** The key of a question's shorter repetition. */
export function againKey(node: AskNode): string {
  return node.again ?? `${plainKey(node.text)}_again`;
}

/** Where an answer leads: the route of its value, or `any`; null if neither is named. */
export function routeByAnswer(node: AskNode, answer: FactValue): string | null {
  return node.on[String(answer)] ?? node.on.any ?? null;
}

/** The facts a reply to this question may give, the answer itself first. */
export function fillsOf(node: AskNode): Expectation[] {
  return [...new Set([node.expect, ...node.fills])];
}
