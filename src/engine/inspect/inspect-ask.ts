import type { AskNode } from '../ask-node.ts';
import type { FactTypes } from '../fact-types.ts';
import { isOwn } from '../kinds-of-answer.ts';
import type { Finding } from '../node-type.ts';
import { isNumberRange, uncovered } from '../number-ranges.ts';
import { namedOptions } from '../options.ts';
import { typeOf } from '../question.ts';
import { inspectText } from '../text-choice.ts';

/** Intents a question may give a way of their own; the others are the host's before the engine's. */
export const INTENTS = [
  'yes',
  'no',
  'maybe',
  'late',
  'cancel',
  'question',
  'opt_out',
  'thanks',
  'other',
];

/** Kinds of answer that choose among options, which they cannot be without. */
const CHOOSING = ['choice', 'choices', 'events', 'time_slot'];

/** What is wrong with a question: an answer or option that leads nowhere, or a way nothing takes. */
export function inspectAsk(node: AskNode, facts: FactTypes): Finding[] {
  return [
    ...inspectText(node.text, facts, node.count),
    ...inspectShape(node, facts),
    ...inspectWays(node),
    ...inspectSilence(node),
  ];
}

/** Fields that belong to some kinds of answer and not to others. */
function inspectShape(node: AskNode, facts: FactTypes): Finding[] {
  const { expect, options, min, max } = node;
  const found: Finding[] = [];
  const add = (path: string, message: string) => found.push({ path, message });
  if (isOwn(expect) && node.as === undefined) {
    add('as', 'name the fact that the answer becomes: `as: topic`');
  }
  if (CHOOSING.includes(expect) && options === undefined) {
    add('options', 'name what she may choose from');
  }
  if (isOwn(expect) && !CHOOSING.includes(expect) && options !== undefined) {
    add('options', `a \`${expect}\` has no options: remove them`);
  }
  if (options !== undefined && 'from' in options && facts[options.from] !== 'options') {
    add('options.from', `declare \`${options.from}\` under \`facts\` as options`);
  }
  if (options !== undefined && !Array.isArray(options) && !isOwn(expect)) {
    add('options', 'name them one by one, as the text lists them');
  }
  if (options !== undefined && 'times' in options && Object.keys(options.times).length < 2) {
    add('options.times', 'give at least two times');
  }
  if (expect !== 'number' && (min !== undefined || max !== undefined)) {
    add(min === undefined ? 'max' : 'min', 'only a `number` has a least and a most: remove it');
  }
  if (min !== undefined && max !== undefined && max <= min) {
    add('max', 'it must be more than `min`');
  }
  return found;
}

function inspectWays(node: AskNode): Finding[] {
  const needed = neededWays(node);
  const any = node.on.any !== undefined;
  const missing = any ? [] : needed.filter((route) => node.on[route] === undefined);
  const gap = any ? null : gapOf(node);
  const known = knownWays(node, needed);
  const ranged = takesRanges(node);
  const unknown = Object.keys(node.on).filter(
    (route) => !known.includes(route) && !(ranged && isNumberRange(route)),
  );
  return [
    ...[...missing, ...(gap === null ? [] : [gap])].map((route) => ({
      path: 'on',
      message: `say where the answer \`${route}\` goes`,
    })),
    ...unknown.map((route) => ({
      path: `on.${route}`,
      message: `nothing she says is \`${route}\`; use one of ${known.join(', ')}`,
    })),
  ];
}

/** The answers that each need a way, where `any` does not take them all. */
function neededWays(node: AskNode): string[] {
  const { expect, options } = node;
  const names = namedOptions(options);
  if (!isOwn(expect) && names.length > 0) return names;
  const type = typeOf(node);
  if (Array.isArray(type)) return type;
  return takesRanges(node) ? [] : ['any'];
}

function gapOf(node: AskNode): string | null {
  if (!takesRanges(node)) return null;
  const ways = Object.keys(node.on);
  if (!ways.some(isNumberRange)) return 'any';
  const { min = 0, max = 9999 } = node.expect === 'rating' ? { min: 1, max: 5 } : node;
  return uncovered(ways, min, max);
}

function takesRanges({ expect }: AskNode): boolean {
  return expect === 'number' || expect === 'rating';
}

function knownWays(node: AskNode, needed: string[]): string[] {
  const type = typeOf(node);
  const values = Array.isArray(type) ? type : [];
  const fact = isOwn(node.expect) ? [] : [node.expect];
  const none = [...CHOOSING, 'open'].includes(node.expect) ? ['none'] : [];
  return [
    ...new Set([...values, ...needed, ...none, ...fact, ...node.fills, ...INTENTS, 'any', 'media']),
  ];
}

/** Only the last silence may lead on; those before it say something, and the question stays open. */
function inspectSilence({ silence }: AskNode): Finding[] {
  return silence.flatMap(({ say, go }, i) => {
    const isLast = i === silence.length - 1;
    if (isLast && say !== undefined) {
      return [
        { path: 'silence', message: 'say what follows the last `say`: add `{ after: 2d, go }`' },
      ];
    }
    return isLast || (say !== undefined && go === undefined)
      ? []
      : [{ path: `silence.${i}`, message: 'only the last leads on: give this one `say` alone' }];
  });
}
