import type { Understood } from '#understanding';
import type { FactType } from './fact-types.ts';
import { optionsInWords } from './option-words.ts';
import {
  ANSWER_TYPES,
  ANSWERS,
  ANSWERS_TOLD,
  has,
  optionNamed,
  type PlainAnswer,
  readAnswer,
} from './reading.ts';
import type { Expected, FactValue } from './types.ts';

/** A message as a question hears it. */
export type Heard = { understood: Understood; text: string; media: readonly string[] };

/** What of a question decides how its answer is read. */
export type Bounds = {
  options: readonly string[];
  /** What the host calls each of them, where it told them: she may answer by those words too. */
  words?: readonly string[];
  /** Whether "none of these" is an answer to it. */
  takesNone: boolean;
  min?: number;
  max?: number;
};

/** The answer that there is nothing: "ninguno", "nada más". */
export const NONE = 'none';

/** Her own words are kept to this many characters. */
const LONGEST_TEXT = 640;

/** One kind of answer: what understanding is to listen for, the fact it becomes, and how it is read. */
type KindOfAnswer = {
  /** What she answers, and the ways it may take in `on`, for whoever writes flows. */
  about: string;
  ways: string;
  reads: Expected;
  /** `names`: the options named in the flow, none where the host tells them. */
  type(names: string[], takesNone: boolean): FactType;
  read(heard: Heard, bounds: Bounds): FactValue | null;
};

const plain = (name: PlainAnswer): KindOfAnswer => ({
  ...ANSWERS_TOLD[name],
  reads: name,
  type: () => ANSWER_TYPES[name],
  read: ({ understood }) => readAnswer(name, understood, true),
});

/** Kinds whose answer belongs to its one question, which names the fact (`as`). */
const OWN = {
  choice: {
    about: 'one of `options`',
    ways: 'each option, or `any`; `none`',
    reads: 'choices',
    type: (names, takesNone) => ofOptions(names, takesNone),
    read: (heard, bounds) =>
      readOne(heard.understood.facts.answer, bounds, bounds.takesNone) ?? inWords(heard, bounds),
  },
  choices: {
    about: 'one or several of `options`; it becomes a list',
    ways: '`any`; `none`',
    reads: 'choices',
    type: () => 'list',
    read: readSeveral,
  },
  events: {
    about:
      'to which of the events in `options` she comes; the ones she spoke of become a list, of which `<as>_refused` and `<as>_undecided` hold those she does not come to and may come to. The text itself lists them',
    ways: '`any`; `none`',
    reads: 'choices',
    type: () => 'list',
    read: readSeveral,
  },
  number: {
    about: 'a whole number, from `min` to `max`',
    ways: '`1-4`, `5-`, or `any`',
    reads: 'party_size',
    type: () => 'number',
    read: ({ understood: { facts } }, { min = 0, max = 9999 }) =>
      within(facts.number ?? facts.party_size, min, max),
  },
  rating: {
    about: 'a number from one to five',
    ways: '`1-2`, `3-5`, or `any`',
    reads: 'rating',
    type: () => 'number',
    read: ({ understood: { facts } }) => within(facts.rating, 1, 5),
  },
  date: {
    about: 'a date',
    ways: '`any`',
    reads: 'open',
    type: () => 'date',
    read: ({ understood: { facts } }) => readDate(facts.date),
  },
  time_slot: {
    about: 'one of `options: { times: … }`',
    ways: 'each time, or `any`; `none`',
    reads: 'slot',
    // No time may suit her, whatever the flow hopes.
    type: (names) => ofOptions(names, true),
    read: ({ understood: { facts } }, bounds) => readOne(facts.slot, bounds, true),
  },
  open: {
    about: 'her own words; what they are about, as far as understood, is the list `<as>_topics`',
    ways: '`any`, `none`',
    reads: 'open',
    type: () => 'text',
    read: readWords,
  },
  media: {
    about: 'a voice note or a picture',
    ways: '`voice`, `picture`, `other`, or `any`',
    reads: 'open',
    type: () => [...MEDIA],
    read: ({ media }) => mediaOf(media),
  },
} satisfies Record<string, KindOfAnswer>;

/** What she may send instead of words. */
const MEDIA = ['voice', 'picture', 'other'] as const;

export type OwnAnswer = keyof typeof OWN;
export type Expect = PlainAnswer | OwnAnswer;

const PLAIN = Object.fromEntries(ANSWERS.map((name) => [name, plain(name)]));
const KINDS = { ...PLAIN, ...OWN } as Record<string, KindOfAnswer> as Record<Expect, KindOfAnswer>;

/** What else of a reply about several events is kept beside the answer, each in a list `<as>_…`. */
export const OF_EVENTS = ['refused', 'undecided'] as const;

/** Every kind of answer a question may expect. */
export const EXPECTS = Object.keys(KINDS) as Expect[];

/** Whether a question must name the fact its answer becomes. */
export function isOwn(expect: Expect): expect is OwnAnswer {
  return Object.hasOwn(OWN, expect);
}

export function kindOfAnswer(expect: Expect): KindOfAnswer {
  return KINDS[expect];
}

function ofOptions(names: string[], takesNone: boolean): FactType {
  if (names.length === 0) return 'text';
  return takesNone ? [...names, NONE] : names;
}

/** One option by name or number; two at once are none. */
function readOne(
  answer: string | undefined,
  { options }: Bounds,
  takesNone: boolean,
): FactValue | null {
  const said = answer?.trim() ?? '';
  return optionNamed(options, said) ?? (takesNone && said === NONE ? NONE : null);
}

/** The option she calls by words of its own. */
function inWords({ text }: Heard, { options, words = [] }: Bounds): FactValue | null {
  const named = optionsInWords(text, words);
  return named.length === 1 ? (options[named[0]!] ?? null) : null;
}

/** Several options by name or number, in the order they are offered; what is none of them is left out. */
function readSeveral({ understood }: Heard, { options }: Bounds): FactValue | null {
  const said = (understood.facts.answer ?? '').split(',').map((part) => part.trim());
  if (said.includes(NONE) && !options.includes(NONE)) return NONE;
  const chosen = new Set(said.map((part) => optionNamed(options, part)));
  return options.filter((option) => chosen.has(option)).join(',') || null;
}

/** Her words as they are; a 0, "no, gracias" and the like are no words but none. */
function readWords({ understood, text }: Heard): FactValue | null {
  const words = text.trim();
  const isNone = understood.facts.answer === NONE || words === '0' || isPlainNo(understood, words);
  if (isNone) return NONE;
  return words === '' ? null : [...words].slice(0, LONGEST_TEXT).join('');
}

function isPlainNo(understood: Understood, words: string): boolean {
  const others = understood.intents.some((intent) => intent !== 'no' && intent !== 'thanks');
  return has(understood, 'no') && !others && words.split(/\s+/).length <= 3;
}

function within(text: string | undefined, min: number, max: number): number | null {
  if (text === undefined || !/^\d{1,4}$/.test(text)) return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

function readDate(text: string | undefined): string | null {
  const isDate = text !== undefined && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text);
  return isDate && !Number.isNaN(Date.parse(text)) ? text : null;
}

function mediaOf(types: readonly string[]): (typeof MEDIA)[number] | null {
  const [first] = types;
  if (first === undefined) return null;
  if (first.startsWith('audio/')) return 'voice';
  return first.startsWith('image/') ? 'picture' : 'other';
}
