import type { Understood } from '#understanding';
import type { FactTypes } from './fact-types.ts';
import type { FactValue } from './types.ts';

type Reader = (understood: Understood, open: boolean) => FactValue | null;

export const has = (understood: Understood, ...intents: Understood['intents']): boolean =>
  intents.some((intent) => understood.intents.includes(intent));

/** A whole number of people; anything else (`same_as_last`) is left to be asked. */
function people(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

const attendance: Reader = (understood) => {
  if (has(understood, 'no', 'cancel')) return has(understood, 'yes') ? null : 'no';
  if (has(understood, 'maybe')) return 'maybe';
  return has(understood, 'yes') || people(understood.facts.party_size) ? 'yes' : null;
};

const partySize: Reader = (understood) => people(understood.facts.party_size) || null;

const mode: Reader = ({ facts }) =>
  facts.mode === 'zoom' || facts.mode === 'in_person' ? facts.mode : null;

/** Children who need care: only a need counts as one, unless care is what was asked about. */
const childcare: Reader = (understood, open) => {
  const { facts } = understood;
  if (facts.need === 'no') return 0;
  if (facts.need !== 'yes' && !open) return null;
  const counted = people(facts.childcare) ?? people(facts.children);
  if (counted !== null) return counted;
  return facts.child_ages ? facts.child_ages.split(',').length : null;
};

/** Yes or no, and neither where both are said; `agree` and `refuse` are the intents that say so. */
const either =
  (agree: Understood['intents'], refuse: Understood['intents']): Reader =>
  (understood) => {
    const yes = has(understood, ...agree);
    return yes === has(understood, ...refuse) ? null : yes ? 'yes' : 'no';
  };

/** A wish to stop or to give seats back is no plain yes or no: the question's own ways decide. */
const yesOrNo: Reader = (understood, open) =>
  has(understood, 'opt_out', 'cancel') ? null : either(['yes'], ['no'])(understood, open);

/** How each answer that may be filled in passing is read from what was understood. */
const READERS = {
  attendance,
  party_size: partySize,
  mode,
  childcare,
  yes_no: yesOrNo,
  consent: either(['yes', 'opt_in'], ['no', 'opt_out', 'cancel']),
  seat_offer: either(['yes'], ['no', 'cancel']),
  language: ({ facts }) => facts.lang ?? null,
} satisfies Record<string, Reader>;

/** An answer that means the same at every question, and so needs no name of its own. */
export type PlainAnswer = keyof typeof READERS;

/** The kind of fact each of these becomes; a list's values are the routes by which it may go on. */
export const ANSWER_TYPES = {
  attendance: ['yes', 'no', 'maybe'],
  party_size: 'number',
  mode: ['in_person', 'zoom'],
  childcare: 'number',
  yes_no: ['yes', 'no'],
  consent: ['yes', 'no'],
  seat_offer: ['yes', 'no'],
  language: 'text',
} satisfies Record<PlainAnswer, FactTypes[string]>;

/** Each in the words of the flow's reference, with the ways it may take in a question's `on`. */
export const ANSWERS_TOLD: Record<PlainAnswer, { about: string; ways: string }> = {
  attendance: { about: 'whether she comes', ways: '`yes`, `no`, `maybe`, or `any`' },
  party_size: { about: 'how many come, she among them', ways: '`any`' },
  mode: { about: 'in person or by Zoom', ways: '`in_person`, `zoom`, or `any`' },
  childcare: {
    about: 'how many children need care; 0 for none',
    ways: '`any`; `yes`: not how many',
  },
  yes_no: { about: 'yes or no', ways: '`yes`, `no`, or `any`; other `options` by their names' },
  consent: { about: 'whether we may write to her', ways: '`yes`, `no`, or `any`' },
  seat_offer: { about: 'whether she takes the seats offered', ways: '`yes`, `no`, or `any`' },
  language: {
    about: "the language she wishes: `es`, `en` or another folder's name",
    ways: '`any`',
  },
};

/** All that can be filled in passing. */
export const ANSWERS = Object.keys(ANSWER_TYPES) as PlainAnswer[];

/** The answer to `expects` in a message, or null if it holds none; `open` says that it was asked. */
export function readAnswer(
  expects: PlainAnswer,
  understood: Understood,
  open: boolean,
): FactValue | null {
  return READERS[expects](understood, open);
}

/**
 * Which of a question's own options she chose: by name, or by its number where understanding left it a
 * number; null if none.
 */
export function readOption(options: readonly string[], understood: Understood): string | null {
  const answer = understood.facts.answer;
  return answer === undefined ? null : optionNamed(options, answer.trim());
}

/** The option of this name or number (`1` is the first). */
export function optionNamed(options: readonly string[], answer: string): string | null {
  return options.find((option, i) => option === answer || String(i + 1) === answer) ?? null;
}

/**
 * The topics a message asks about, in order; care asked about without a need is one, and `unknown` is a
 * question whose topic was not understood, for a person to answer.
 */
export function readTopics(understood: Understood): string[] {
  const topics = understood.facts.topic?.split(',').filter((topic) => topic !== '') ?? [];
  if (has(understood, 'childcare') && understood.facts.ask === 'yes') topics.push('childcare');
  if (has(understood, 'question') && topics.length === 0) topics.push('unknown');
  return [...new Set(topics)];
}
