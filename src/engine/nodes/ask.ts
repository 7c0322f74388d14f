import type { z } from 'zod';
import { AskNode } from '../ask-node.ts';
import { hear } from '../hear.ts';
import { inspectAsk } from '../inspect/inspect-ask.ts';
import type { NodeType } from '../node-type.ts';
import { againKey, openQuestion, routeByAnswer } from '../question.ts';
import { chooseText, textUses } from '../text-choice.ts';

/** Asks, waits for the reply and goes where it says; skipped where the answer is known. */
export const ask: NodeType<AskNode> = {
  schema: AskNode as unknown as z.ZodType<AskNode>,
  enter(node, walk) {
    walk.tries = 0;
    if (walk.reply) return hear(node, walk, walk.reply);
    const known = walk.facts[node.expect];
    const route = known === undefined ? null : routeByAnswer(node, known);
    if (route) return { go: route };
    return openQuestion(node, walk, chooseText(node.text, walk.facts, node.count));
  },
  hear,
  lapse(node) {
    const go = node.silence === 'stays_open' ? undefined : node.silence.go;
    return go === undefined ? { end: 'silence' } : { go };
  },
  targets: (node) => [
    ...Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
    { path: 'unclear.go', node: node.unclear.go },
    ...(node.silence === 'stays_open' || !node.silence.go
      ? []
      : [{ path: 'silence.go', node: node.silence.go }]),
  ],
  texts(node) {
    const counted = node.count !== undefined;
    return [
      ...textUses(node.text, 'text', counted),
      { path: 'again', key: againKey(node), counted },
      { path: 'unclear.say', key: node.unclear.say, counted },
    ];
  },
  inspect: inspectAsk,
};
