import { z } from 'zod';

const phrases = z.array(z.string().min(1)).default([]);
const named = z.record(z.string().min(1), z.array(z.string().min(1))).default({});
const numbered = (most: number) =>
  z.record(z.string().min(1), z.number().int().min(0).max(most)).default({});

/** Words that say something by themselves; what each list is for stands beside it in the files. */
const meanings = {
  yes: phrases,
  yes_alone: phrases,
  coming: phrases,
  ack: phrases,
  no: phrases,
  no_alone: phrases,
  cant: phrases,
  busy: phrases,
  maybe: phrases,
  cancel: phrases,
  late: phrases,
  thanks: phrases,
  /** Thanks too, but courtesy alone beside a wish that we stop. */
  blessing: phrases,
  greeting: phrases,
  help: phrases,
  call_me: phrases,
  hand_off: phrases,
  opt_out: phrases,
  opt_out_alone: phrases,
  opt_out_some: phrases,
  opt_out_unsure: phrases,
  /** What may end a message only to stop us: "omg stop". */
  opt_out_last: phrases,
  /** Verbs of ceasing and of taking off: beside what `of_texts` names, perhaps a wish that we stop. */
  ceasing: phrases,
  /** "y", "pero": where one thing said ends and another begins without a comma. */
  joint: phrases,
  /** "después de", "from then on": a date after these bounds no wish, the wish begins there. */
  afterwards: phrases,
  no_longer: phrases,
  keep_texts: phrases,
  keep_seat: phrases,
  opt_in: phrases,
  /** "Fue sin querer": takes back a wish that we stop, where she has stopped us. */
  undo: phrases,
  wrong_number: phrases,
  absence: phrases,
  fewer: phrases,
  bad_hour: phrases,
  need_care: phrases,
  no_care: phrases,
  need: phrases,
  no_need: phrases,
  hedge: phrases,
  /** What makes any answer a soft one, whatever else its words mean: "no creo". */
  soft: phrases,
  ignore: phrases,
};

export const MEANINGS = Object.keys(meanings) as (keyof typeof meanings)[];
export type Meaning = (typeof MEANINGS)[number];

/** Signs about the words beside them. */
const signs = {
  /** Words that add nothing to an answer: please, Miss, the. */
  filler: phrases,
  not: phrases,
  but: phrases,
  asks: phrases,
  /** At the end of a question: "verdad", "right". */
  tag: phrases,
  one_date: phrases,
  /** "los de la universidad": some of the texts, not all. */
  some_texts: phrases,
  /** "era para mi hermano": what was meant for someone else. */
  misdirected: phrases,
  /** "tan temprano", "after 9pm": an hour at which texts are not welcome. */
  hour: phrases,
  minutes: phrases,
  hours: phrases,
  /** Before a number of minutes: "llego en 10". */
  within: phrases,
  /** Before a clock time: when she arrives, or leaves. */
  arrive: phrases,
  leave: phrases,
  years: phrases,
  months: phrases,
  /** Before a child's age. */
  aged: phrases,
  except: phrases,
  /** Before what she no longer wants: "en vez de", "quite la de las 4". */
  rather_than: phrases,
  /** After what she no longer wants: "el inglés quítenlo". */
  taken_off: phrases,
  /** Before what she would rather have: "deme la última". */
  wish: phrases,
  /** Between a need and its purpose: "internet para las tareas". */
  what_for: phrases,
};

export const SIGNS = Object.keys(signs) as (keyof typeof signs)[];
export type Sign = (typeof SIGNS)[number];

/** Words that make something of the whole clause they stand in. */
const frames = {
  /** At the head of a clause these make it a question, marked or not: "is it", "a qué hora". */
  inquires: phrases,
  /** Begins a condition: "si se", "if my". */
  if: phrases,
  /** Why: what follows it says nothing of what comes before. */
  because: phrases,
  /** Texts, our list, her number; and words against them. Both in what is not understood: better ask. */
  of_texts: phrases,
  against: phrases,
  /** "de todo", "any of it": no date and no kind of text bounds the wish. */
  everything: phrases,
};

export const FRAMES = Object.keys(frames) as (keyof typeof frames)[];

/** Single words that lean to an answer where coming was asked and no phrase is heard. */
const leans = { lean_yes: phrases, lean_no: phrases, lean_maybe: phrases };

export const LEANS = Object.keys(leans) as (keyof typeof leans)[];

/** Words that count people, and those that stand between them. */
const people = {
  self: phrases,
  /** The sender where it is all that its clause says: "me, my husband and two kids". */
  self_apart: phrases,
  /** The sender beside those who follow: "voy con", "llevo", "me and". */
  self_and: phrases,
  adult: phrases,
  /** One adult and no more: "un adulto". */
  one_adult: phrases,
  adults: phrases,
  child: phrases,
  children: phrases,
  twins: phrases,
  /** Two adults in one word: "mis papás". */
  pair: phrases,
  persons: phrases,
  /** One person, whoever it is: "otra persona". */
  someone: phrases,
  unknown: phrases,
  total: phrases,
  alone: phrases,
  same: phrases,
  more: phrases,
  or: phrases,
  /** "y" joins, "más" adds, "con" may name those who are counted already. */
  and: phrases,
  plus: phrases,
  with: phrases,
  between: phrases,
  /** Before a number that no longer holds: "no 3 sino 4", "instead of 4". */
  denied: phrases,
  before_other_number: phrases,
  after_other_number: phrases,
};

export type PeopleWord = keyof typeof people | 'number';

/** Words around a clock time: `at` before it, `half` and `quarter` after it, and so on. */
const clock = {
  at: phrases,
  after: phrases,
  before: phrases,
  half: phrases,
  quarter: phrases,
  half_past: phrases,
  quarter_past: phrases,
  quarter_to: phrases,
  morning: phrases,
  evening: phrases,
  noon: phrases,
  second_half: phrases,
};

export type ClockWord = keyof typeof clock;

/** One language's data: `locales/<language>/understanding.yaml`. Every list may be left out. */
export const LanguageWords = z.strictObject({
  /** Abbreviations and the words they stand for. */
  spellings: z.record(z.string(), z.string()).default({}),
  /** Letters that sound alike, replaced in order, in messages and in these lists alike. */
  sounds: z.array(z.tuple([z.string().min(1), z.string()])).default([]),
  /** Classes of single words, written `<name>` in any phrase. */
  words: named,
  /** Frequent words by which the language shows. */
  marks: phrases,
  ...signs,
  ...frames,
  ...leans,
  numbers: numbered(99),
  /** Phrases for a child's age, as `child_ages` lists it: "un año" is 1, "recién nacido" 0m. */
  ages: named,
  /** Phrases for a stretch of time, in minutes. */
  durations: numbered(600),
  ...meanings,
  people: z.strictObject(people).prefault({}),
  clock: z.strictObject(clock).prefault({}),
  /** Phrases that always ask, by topic. */
  questions: named,
  /** Words that ask only in a question, by topic. */
  topics: named,
  reasons: named,
  modes: named,
  /** Names of languages, by the folder's name. */
  languages: named,
  language_request: phrases,
  /** Before a language: in it she wants our texts, beyond doubt ("mándeme todo en"). */
  language_send: phrases,
  not_my_language: phrases,
  /** Words for a question's own options, by the option's name. */
  options: named,
  /** Which of the options, by place: 1, 2, 1-2, last, middle, all, none. */
  picks: named,
  /** What a family needs, by the name of the need. */
  needs: named,
  /** Whatever else is worth knowing, by the fact's name. */
  flags: named,
});

export type LanguageWords = z.infer<typeof LanguageWords>;
