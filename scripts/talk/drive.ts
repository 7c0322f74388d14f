import { instantOf, localTime } from '#domain';
import {
  advance,
  type Event,
  EXPIRED,
  type Facts,
  type Input,
  newConversation,
  type Waits,
} from '#engine';
import { doStep } from './host.ts';
import { factsText, noteBack, type Scene, speaking, type Turn } from './scene.ts';
import {
  acknowledgeMedia,
  answerTopic,
  handOff,
  listOptions,
  sayOfFlow,
  stopAll,
} from './speak.ts';
import { TIME_ZONE, workshopValues } from './stand-in.ts';

/** How many flows may have begun each other, as in the program. */
const MOST_DEPTH = 5;

/** Brings an input to the conversation that speaks, and does all that follows until it waits or ends. */
export function drive(scene: Scene, turn: Turn, input: Input): void {
  let next: Input | null = input;
  while (next) {
    const before = speaking(scene);
    const advanced = advance(scene.content.flow(before.flow), before, next);
    scene.stack[scene.stack.length - 1] = advanced.conversation;
    for (const event of advanced.events) apply(scene, turn, event);
    const end = advanced.events.find((event) => event.type === 'ended');
    const isAsked = advanced.events.some((event) => event.type === 'asked');
    if (isAsked || advanced.waits.for !== 'reply') scene.dueAt = dueAtOf(scene, advanced.waits);
    next = end ? backToParent(scene, turn, end.outcome) : answer(scene, turn);
  }
}

function apply(scene: Scene, turn: Turn, event: Event): void {
  if (event.type === 'said') {
    const address = event.link ?? event.media;
    sayOfFlow(scene, turn, event.text, address === undefined ? '' : `\n${address}`);
  } else if (event.type === 'asked') {
    sayOfFlow(scene, turn, event.text, listOptions(scene, event.labels));
  } else if (event.type === 'topic_raised') answerTopic(scene, turn, event.topic);
  else if (event.type === 'media_received') acknowledgeMedia(scene, turn, event.media);
  else if (event.type === 'handed_off') handOff(scene, turn, event.reason);
  else if (event.type === 'ended') note(turn, 'program', endText(speaking(scene).flow, event));
  else if (event.type === 'fact_set') note(turn, 'fact', factsText({ [event.name]: event.value }));
  else if (event.type === 'field_set') setField(scene, turn, event);
  else note(turn, 'host', `${event.type === 'tag_added' ? 'gives' : 'takes'} her tag ${event.tag}`);
}

function setField(scene: Scene, turn: Turn, { name, value }: Event & { type: 'field_set' }): void {
  const isSpoken = scene.content.languages.includes(String(value));
  if (name === 'language' && isSpoken) scene.language = String(value);
  note(turn, 'host', `her ${name} is now ${value}`);
}

function note(turn: Turn, of: 'fact' | 'host' | 'program', text: string): void {
  turn.notes.push({ of, text });
}

function endText(flow: string, { reason, outcome }: Event & { type: 'ended' }): string {
  const by = reason === 'done' ? '' : ` by ${reason}`;
  const isPlain = outcome === (reason === 'done' ? 'done' : EXPIRED);
  return `the flow ${flow} has ended${by}${isPlain ? '' : `: ${outcome}`}`;
}

/** What the host answers at once to what the conversation waits for; null where it is to wait. */
function answer(scene: Scene, turn: Turn): Input | null {
  const { waits, step } = speaking(scene);
  if (waits.for === 'host') return { kind: 'outcome', step, ...askHost(scene, turn, waits) };
  if (waits.for === 'flow') return beginChild(scene, turn, waits);
  if (waits.for !== 'time' || (scene.dueAt !== null && scene.dueAt > scene.now)) return null;
  noteBack(turn, { time: 'past' });
  note(turn, 'host', 'the time it waits for is over');
  return { kind: 'time', step, past: true };
}

/** Has the stand-in do a step, and what follows of itself. */
function askHost(
  scene: Scene,
  turn: Turn,
  { request }: Extract<Waits, { for: 'host' }>,
): { outcome: string; facts: Facts } {
  const { outcome, facts, others } = doStep(scene, request);
  turn.asked.push({ step: request.step, outcome });
  const isTold = Object.keys(facts).length > 0;
  const orElse = others.length > 0 ? `; else ${others.join(', ')}` : '';
  note(
    turn,
    'host',
    `${request.step} → ${outcome}${isTold ? ` (${factsText(facts)})` : ''}${orElse}`,
  );
  if (request.step === 'opt_out') stopAll(scene, turn);
  if (request.step === 'request_call') handOff(scene, turn, 'call_me');
  noteBack(turn, { outcome, ...(isTold && { facts }) });
  return { outcome, facts };
}

function beginChild(
  scene: Scene,
  turn: Turn,
  { flow, facts }: Extract<Waits, { for: 'flow' }>,
): Input {
  turn.isElsewhere = true;
  if (scene.stack.length >= MOST_DEPTH || !Object.hasOwn(scene.content.flows, flow)) {
    note(turn, 'program', `the flow ${flow} cannot be begun here: ${EXPIRED}`);
    return { kind: 'outcome', step: speaking(scene).step, outcome: EXPIRED, facts: {} };
  }
  note(turn, 'program', `the flow ${flow} begins`);
  scene.stack.push(newConversation(scene.content.flow(flow)));
  return { kind: 'start', facts, understood: null };
}

function backToParent(scene: Scene, turn: Turn, outcome: string): Input | null {
  scene.dueAt = null;
  if (scene.stack.length === 1) return null;
  turn.isElsewhere = true;
  const child = scene.stack.pop()!;
  return { kind: 'outcome', step: speaking(scene).step, outcome, facts: child.facts };
}

/** When what is waited for comes by itself; null where it does not, or where its date is not known. */
function dueAtOf(scene: Scene, waits: Waits): Date | null {
  if (waits.for === 'reply') return waits.silence && later(scene, waits.silence.afterMs);
  if (waits.for !== 'time') return null;
  if ('afterMs' in waits) return later(scene, waits.afterMs);
  if ('untilFact' in waits) {
    const at = new Date(String(speaking(scene).facts[waits.untilFact]));
    return Number.isNaN(at.getTime()) ? null : at;
  }
  const { day } = localTime(new Date(workshopValues(scene.language).startsAt!), TIME_ZONE);
  return instantOf(day, -1, waits.eve.minutes, TIME_ZONE);
}

function later({ now }: Scene, ms: number): Date {
  return new Date(now.getTime() + ms);
}
