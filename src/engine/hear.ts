import type { AskNode } from './ask-node.ts';
import { type Heard, isOwn, kindOfAnswer, OF_EVENTS } from './kinds-of-answer.ts';
import { momentOf } from './options.ts';
import {
  againText,
  boundsOf,
  factOf,
  openQuestion,
  routeByAnswer,
  typeOf,
  waitForReply,
} from './question.ts';
import { ANSWERS, readAnswer, readOption } from './reading.ts';
import { chooseText } from './text-choice.ts';
import { type Move, setFact, type Walk } from './walk.ts';

/** Answers that no words make surer. */
const TAKEN_AS_THEY_ARE: readonly string[] = ['open', 'media'];

/**
 * Takes a message as the reply to a question: sets the facts it gives, then goes where the answer, or
 * else another thing she said, leads. A question of hers is answered and ours asked again, shorter; what
 * was not understood is said to be so, and after `tries` of it the flow's own way out is taken. A voice
 * note or picture is handed on, and the question stays open.
 */
export function hear(node: AskNode, walk: Walk, heard: Heard): Move {
  walk.reply = null;
  if (heard.media.length > 0) walk.events.push({ type: 'media_received', media: [...heard.media] });
  const route = leadsTo(node, walk, heard);
  if (route) return { go: route };
  if (heard.media.length > 0 && node.on.media) return { go: node.on.media };
  if (walk.topics.length > 0) return openQuestion(node, walk, againText(node, walk));
  if (heard.media.length > 0) return waitForReply(node, walk);
  if (walk.tries >= node.unclear.tries) return { go: node.unclear.go };
  walk.tries += 1;
  return openQuestion(node, walk, chooseText(node.unclear.say, walk.facts, node.count));
}

/** Where a message leads as the reply to a question; null where it does not answer it. */
export function leadsTo(node: AskNode, walk: Walk, heard: Heard): string | null {
  return isSure(node, heard) ? routeOfReply(node, walk, heard) : null;
}

function isSure(node: AskNode, { understood }: Heard): boolean {
  return node.takes_unsure || !understood.confirmNeeded || TAKEN_AS_THEY_ARE.includes(node.expect);
}

function routeOfReply(node: AskNode, walk: Walk, heard: Heard): string | null {
  const { understood } = heard;
  const filled = fill(node, walk, heard);
  if (node.on.cancel && understood.intents.includes('cancel')) return node.on.cancel;
  const bounds = boundsOf(node, walk.facts);
  const option = isOwn(node.expect) ? null : readOption(bounds.options, understood);
  if (option && Object.hasOwn(node.on, option)) return node.on[option]!;
  const fact = factOf(node);
  const byAnswer = filled.has(fact) ? routeByAnswer(node, walk.facts[fact]!) : null;
  if (byAnswer) return byAnswer;
  const said = Object.keys(node.on).find((key) => wasSaid(key, node, walk, heard, filled));
  return said ? node.on[said]! : null;
}

/** Sets what the reply gives, and names it. */
function fill(node: AskNode, walk: Walk, heard: Heard): Set<string> {
  const filled = new Set<string>();
  const fact = factOf(node);
  const answer = kindOfAnswer(node.expect).read(heard, boundsOf(node, walk.facts));
  if (answer !== null) {
    setFact(walk, fact, answer);
    filled.add(fact);
    const at = momentOf(node.options, String(answer), walk.facts);
    if (at !== null) setFact(walk, `${fact}_at`, at);
    const about = node.expect === 'open' ? heard.understood.facts.need : undefined;
    if (about !== undefined) setFact(walk, `${fact}_topics`, about);
    if (node.expect === 'events') {
      const { facts } = heard.understood;
      for (const of of OF_EVENTS) {
        const list = facts[of] ?? '';
        if (list !== '' || walk.facts[`${fact}_${of}`]) setFact(walk, `${fact}_${of}`, list);
      }
    }
  }
  for (const name of node.fills) {
    const value = name === fact ? null : readAnswer(name, heard.understood, name === node.expect);
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
  { understood }: Heard,
  filled: Set<string>,
): boolean {
  if (filled.has(key)) return true;
  // What the answer itself could not be read as (yes and no at once) is not taken from its words.
  const values = typeOf(node);
  if (Array.isArray(values) && values.includes(key)) return false;
  if (key === 'question') return walk.topics.length > 0;
  const needsCare = understood.facts.need === 'yes';
  if (key === 'childcare' || (key === 'yes' && node.expect === 'childcare')) return needsCare;
  // A number of people is a route only where it could be read.
  return !(ANSWERS as string[]).includes(key) && (understood.intents as string[]).includes(key);
}
