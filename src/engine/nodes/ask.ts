import type { z } from 'zod';
import { AskNode } from '../ask-node.ts';
import { hear } from '../hear.ts';
import { inspectAsk } from '../inspect/inspect-ask.ts';
import { OF_EVENTS } from '../kinds-of-answer.ts';
import type { NodeType } from '../node-type.ts';
import { namedOptions, optionKey, optionsOf } from '../options.ts';
import {
  againKey,
  againText,
  factOf,
  listsOptions,
  openQuestion,
  routeByAnswer,
  typeOf,
} from '../question.ts';
import { chooseText, plainKey, textUses } from '../text-choice.ts';
import type { Facts } from '../types.ts';

/**
 * Asks, waits for the reply and goes where it says; skipped where the answer is known, unless the way has
 * come round to it: then it is asked again.
 */
export const ask: NodeType<AskNode> = {
  about: 'Asks, waits for the reply and goes where it leads; skipped where the answer is known.',
  example: `headcount: # "somos 3 y 2 niños" tells of the children in passing
  type: ask
  text: headcount
  expect: party_size
  fills: [childcare]
  on: { any: book, no: sorry }
  unclear: { say: headcount_unclear, tries: 2, go: person }
  silence: { after: 3h, go: person }
topic: # asked once more after two days, given up a day later
  type: ask
  text: topic
  expect: choice
  as: topic
  options: [reading, college]
  on: { reading: reading, college: college, none: sorry }
  unclear: { say: topic_unclear, tries: 1, go: person }
  silence: [{ after: 2d, say: topic_nudge }, { after: 1d, go: person }]`,
  schema: AskNode as unknown as z.ZodType<AskNode>,
  enter(node, walk, isAgain) {
    walk.tries = 0;
    walk.nudged = 0;
    if (offersNothing(node, walk.facts)) return { go: node.unclear.go };
    if (walk.reply) return hear(node, walk, walk.reply);
    const known = walk.facts[factOf(node)];
    const route = known === undefined || isAgain ? null : routeByAnswer(node, known);
    if (route) return { go: route };
    return openQuestion(node, walk, chooseText(node.text, walk.facts, node.count));
  },
  hear,
  lapse(node, walk) {
    const step = node.silence[walk.nudged];
    if (step?.say === undefined) {
      return step?.go === undefined ? { end: 'silence' } : { go: step.go };
    }
    walk.nudged += 1;
    return openQuestion(node, walk, chooseText(step.say, walk.facts, node.count));
  },
  askAgain: (node, walk) => openQuestion(node, walk, againText(node, walk)),
  targets: (node) => [
    ...Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
    { path: 'unclear.go', node: node.unclear.go },
    ...node.silence.flatMap(({ go }) =>
      go === undefined ? [] : [{ path: 'silence.go', node: go }],
    ),
  ],
  texts(node) {
    const counted = node.count !== undefined;
    const nudges = node.silence.flatMap(({ say }) =>
      say === undefined ? [] : [{ path: 'silence.say', key: say, counted }],
    );
    return [
      ...textUses(node.text, 'text', counted),
      { path: 'again', key: againKey(node), counted },
      { path: 'unclear.say', key: node.unclear.say, counted },
      ...nudges,
      ...optionTexts(node),
    ];
  },
  gives(node) {
    const fact = factOf(node);
    const own = { path: 'as', fact, type: typeOf(node) };
    if (node.expect === 'events') {
      const lists = OF_EVENTS.map((of) => ({
        path: 'as',
        fact: `${fact}_${of}`,
        type: 'list' as const,
      }));
      return [own, ...lists];
    }
    const isTold = node.options !== undefined && 'from' in node.options;
    if (isTold) return [own, { path: 'as', fact: `${fact}_at`, type: 'date' as const }];
    // What her words were about, as far as they were understood.
    if (node.expect !== 'open') return [own];
    return [own, { path: 'as', fact: `${fact}_topics`, type: 'list' as const }];
  },
  inspect: inspectAsk,
};

function optionTexts(node: AskNode) {
  if (!listsOptions(node) || !Array.isArray(node.options)) return [];
  return namedOptions(node.options).map((name, i) => ({
    path: `options.${i}`,
    key: optionKey(plainKey(node.text), name),
    counted: false,
  }));
}

/** There is nothing to choose from: the host told no options. */
function offersNothing({ options }: AskNode, facts: Facts): boolean {
  return options !== undefined && 'from' in options && optionsOf(options, facts).length === 0;
}
