import { readFileSync, writeFileSync } from 'node:fs';
import { parse, parseDocument } from 'yaml';
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

/** What a test writes of an understood message; the rest is as in a plain, sure one. */
export type Said = Partial<Understood>;

/** One thing that happens: the start, a message (`hears`, by language) or silence; then host outcomes. */
export type TranscriptTurn = {
  start?: { facts?: Facts; node?: string; understood?: Said };
  hears?: Record<string, string>;
  understood?: Said;
  /** What she sends besides, by content type. */
  media?: string[];
  silence?: 'due' | 'late';
  outcomes?: { outcome: string; facts?: Facts }[];
  /** What the family reads and what is done, by language. */
  shows?: Record<string, string[]>;
};

export type Transcript = { about: string; turns: TranscriptTurn[] };

/** A workshop as texts speak of it: Saturday 5 December 2026, 10:00 in Los Angeles. */
const WORKSHOP: Record<string, Record<string, string>> = {
  es: { title: 'Leer en familia', organisation: 'Parent College' },
  en: { title: 'Reading together', organisation: 'Parent College' },
};
const COMMON = {
  place: 'Roosevelt High School, 456 S Mathews St',
  site: 'Roosevelt',
  startsAt: '2026-12-05T18:00:00Z',
  endsAt: '2026-12-05T20:00:00Z',
};

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

export function readTranscript(file: string): Transcript {
  return parse(readFileSync(file, 'utf8')) as Transcript;
}

/** What playing a transcript in one language shows, turn by turn, and every text key it said. */
export function play(content: Content, flowId: string, transcript: Transcript, language: string) {
  const flow = content.flow(flowId);
  const keys = new Set<string>();
  let conversation = newConversation(flow);
  const turns = transcript.turns.map((turn) => {
    const shown: string[] = [];
    const inputs: ((at: Conversation) => Input)[] = [
      (at) => inputOf(turn, at, language),
      ...(turn.outcomes ?? []).map(
        ({ outcome, facts }) =>
          (at: Conversation): Input => ({
            kind: 'outcome',
            step: at.step,
            outcome,
            facts: facts ?? {},
          }),
      ),
    ];
    for (const input of inputs) {
      const {
        conversation: next,
        events,
        waits,
      } = advance(flow, conversation, input(conversation));
      conversation = JSON.parse(JSON.stringify(next));
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
  const { hears = {}, media = [] } = turn;
  const text = hears[language] ?? '';
  return { kind: 'message', understood: understood(turn.understood ?? {}), text, media };
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
    const values = { ...COMMON, ...WORKSHOP[language], ...own };
    const timeZone = 'America/Los_Angeles';
    const write = (name: string) =>
      content.render({ language, namespace, key: name, values, timeZone });
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

/** Writes what playing showed into the transcript's file, for a person to read over. */
export function rewriteTranscript(file: string, shows: Record<string, string[]>[]): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [i, show] of shows.entries()) document.setIn(['turns', i, 'shows'], show);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}
