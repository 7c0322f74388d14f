import type { Content } from '#content';
import {
  advance,
  type Conversation,
  type Event,
  type Facts,
  type Input,
  newConversation,
} from '#engine';
import type { Understood } from '#understanding';
import { PROGRAMME_VALUES, TIME_ZONE, workshopValues } from './stand-in.ts';

/** What a transcript writes of an understood message; the rest is as in a plain, sure one. */
export type Said = Partial<Understood>;

/** The time that a conversation waits for: come, or over before it could be waited for. */
export type TimeCome = 'due' | 'past';

/** What comes back to a conversation in the same turn: how a host step or a flow went, or a time. */
export type Back = { outcome: string; facts?: Facts } | { time: TimeCome };

/**
 * One thing that happens: a start (which begins a conversation anew), a message (`hears`, by language), a
 * silence or a time; then what comes back in the same turn.
 */
export type TranscriptTurn = {
  start?: { facts?: Facts; node?: string; understood?: Said };
  hears?: Record<string, string>;
  understood?: Said;
  /** What she sends besides, by content type. */
  media?: string[];
  silence?: 'due' | 'late';
  time?: TimeCome;
  outcomes?: Back[];
  /** What the family reads and what is done, by language. */
  shows?: Record<string, string[]>;
};

/** A conversation as it must go; in Spanish and English, unless it names its one `language`. */
export type Transcript = { about: string; language?: string; turns: TranscriptTurn[] };

/** The languages a transcript is played in where it names none. */
export const BOTH = ['es', 'en'];

/** The languages that a transcript is to be played in. */
export function languagesOf({ language }: Transcript): string[] {
  return language === undefined ? BOTH : [language];
}

/** A whole understood message from what a transcript writes of it. */
export function understood(said: Said): Understood {
  return {
    intents: [],
    facts: {},
    language: 'es',
    certainty: 'sure',
    confirmNeeded: false,
    ...said,
  };
}

/** What playing a transcript in one language shows, turn by turn, and every text key it said. */
export function play(content: Content, flowId: string, transcript: Transcript, language: string) {
  const flow = content.flow(flowId);
  const keys = new Set<string>();
  let conversation = newConversation(flow);
  const turns = transcript.turns.map((turn) => {
    if (turn.start) conversation = newConversation(flow);
    const shown: string[] = [];
    const inputs: ((at: Conversation) => Input)[] = [
      (at) => inputOf(turn, at, language),
      ...(turn.outcomes ?? []).map((back) => (at: Conversation) => backOf(back, at)),
    ];
    for (const input of inputs) {
      const advanced = advance(flow, conversation, input(conversation));
      const { events, waits } = advanced;
      conversation = JSON.parse(JSON.stringify(advanced.conversation));
      for (const event of events) {
        for (const key of keysOf(event)) keys.add(key);
        shown.push(line(content, flowId, language, event));
      }
      if (waits.for === 'host') shown.push(`(${waits.request.step}?)`);
    }
    return shown;
  });
  return { turns, keys, conversation };
}

function inputOf(turn: TranscriptTurn, at: Conversation, language: string): Input {
  if (turn.start) {
    const { facts = {}, node, understood: said } = turn.start;
    const heard = said ? understood(said) : null;
    return { kind: 'start', facts, understood: heard, ...(node && { node }) };
  }
  if (turn.silence) return { kind: 'silence', step: at.step - (turn.silence === 'late' ? 1 : 0) };
  if (turn.time) return backOf({ time: turn.time }, at);
  const { hears = {}, media = [] } = turn;
  const text = hears[language] ?? '';
  return { kind: 'message', understood: understood(turn.understood ?? {}), text, media };
}

function backOf(back: Back, { step }: Conversation): Input {
  if ('time' in back) return { kind: 'time', step, past: back.time === 'past' };
  return { kind: 'outcome', step, outcome: back.outcome, facts: back.facts ?? {} };
}

function keysOf(event: Event): string[] {
  if (!('text' in event)) return [];
  const labels = event.type === 'asked' ? (event.labels ?? []) : [];
  return [event.text.key, ...labels.flatMap((label) => ('key' in label ? [label.key] : []))];
}

/** The numbered options, as a host lists them after the question. */
function optionsOf(event: Event, write: (key: string) => string): string {
  if (event.type !== 'asked' || !event.labels) return '';
  const words = event.labels.map((label) =>
    'key' in label ? write(label.key) : 'words' in label ? label.words : label.at,
  );
  return words.map((word, i) => `\n${i + 1}) ${word}`).join('');
}

function line(content: Content, namespace: string, language: string, event: Event): string {
  if (event.type === 'said' || event.type === 'asked') {
    const { key, values: own } = event.text;
    const values = { ...PROGRAMME_VALUES, ...workshopValues(language), ...own };
    const write = (name: string) =>
      content.render({ language, namespace, key: name, values, timeZone: TIME_ZONE });
    return `${write(key)}${optionsOf(event, write)}`;
  }
  return `(${brief(event)})`;
}

/** An event in a few words. */
export function brief(event: Event): string {
  switch (event.type) {
    case 'said': {
      const address = event.link ?? event.media;
      return `said ${event.text.key}${address ? ` + ${address}` : ''}`;
    }
    case 'asked':
      return `asked ${event.text.key}`;
    case 'topic_raised':
      return `topic ${event.topic}`;
    case 'fact_set':
      return `${event.name} = ${event.value}`;
    case 'media_received':
      return `media ${event.media.join(', ')}`;
    case 'field_set':
      return `field ${event.name} = ${event.value}`;
    case 'tag_added':
    case 'tag_removed':
      return `${event.type} ${event.tag}`;
    case 'handed_off':
      return `handed_off: ${event.reason}`;
    case 'ended': {
      const isPlain = event.outcome === (event.reason === 'done' ? 'done' : 'expired');
      return `ended: ${event.reason}${isPlain ? '' : ` (${event.outcome})`}`;
    }
  }
}
