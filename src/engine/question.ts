import type { AskNode } from './ask-node.ts';
import type { FactType } from './fact-types.ts';
import { type Bounds, isOwn, kindOfAnswer, NONE } from './kinds-of-answer.ts';
import { rangeOf } from './number-ranges.ts';
import { heardOptions, labelsOf, namedOptions, optionsOf, toldWords } from './options.ts';
import { chooseText, plainKey } from './text-choice.ts';
import type { Facts, FactValue, Text, Waits } from './types.ts';
import { type Move, raiseTopics, type Walk } from './walk.ts';

/** Asks in these words, after the topics she raised were answered, and waits for the reply. */
export function openQuestion(node: AskNode, walk: Walk, text: Text): Move {
  raiseTopics(walk);
  const options = heardOptions(node.options, walk.facts);
  const labels = listsOptions(node)
    ? labelsOf(node.options, plainKey(node.text), walk.facts)
    : undefined;
  const { reads } = kindOfAnswer(node.expect);
  walk.events.push({ type: 'asked', text, expects: reads, options, ...(labels && { labels }) });
  return waitForReply(node, walk);
}

/** Goes on waiting for the reply without a word. */
export function waitForReply(node: AskNode, walk: Walk): Move {
  const step = node.silence[walk.nudged];
  const waits: Waits = {
    for: 'reply',
    expects: kindOfAnswer(node.expect).reads,
    options: heardOptions(node.options, walk.facts),
    silence: step === undefined ? null : { afterMs: step.after },
  };
  return { wait: waits };
}

/** Whether the options' words are no part of the question's text, but listed after it by the host. */
export function listsOptions(node: AskNode): boolean {
  return node.options !== undefined && isOwn(node.expect) && node.expect !== 'events';
}

/** The shorter repetition of a question. */
export function againText(node: AskNode, walk: Walk): Text {
  return chooseText(againKey(node), walk.facts, node.count);
}

/** The key of a question's shorter repetition. */
export function againKey(node: AskNode): string {
  return node.again ?? `${plainKey(node.text)}_again`;
}

/** The fact that the answer to a question becomes. */
export function factOf(node: AskNode): string {
  return node.as ?? node.expect;
}

/** Where an answer leads: the route of its value, of a range it is in, or `any`; null if none is named. */
export function routeByAnswer({ on }: AskNode, answer: FactValue): string | null {
  const value = String(answer);
  if (Object.hasOwn(on, value)) return on[value]!;
  const range = typeof answer === 'number' ? rangeOf(answer, Object.keys(on)) : undefined;
  return on[range ?? 'any'] ?? null;
}

/** What decides how the answer is read, as things stand in a conversation. */
export function boundsOf({ options, min, max, on }: AskNode, facts: Facts): Bounds {
  const words = toldWords(options, facts);
  return {
    options: optionsOf(options, facts),
    words,
    takesNone: Object.hasOwn(on, NONE),
    min,
    max,
  };
}

/** The kind of fact that the answer becomes. */
export function typeOf({ expect, options, on }: AskNode): FactType {
  return kindOfAnswer(expect).type(namedOptions(options), Object.hasOwn(on, NONE));
}
