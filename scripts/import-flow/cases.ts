import { fold } from '#domain';
import { understand } from '#understanding';
import type { Case } from './rapidpro.ts';
import type { Source } from './source.ts';
import { listsOf } from './spoken.ts';

/** Cases that look for words, of which each argument is one, or is a whole. */
const ONE_BY_ONE = ['has_any_word', 'has_all_words'];
const WHOLE = [
  'has_phrase',
  'has_only_phrase',
  'has_only_text',
  'has_text_eq',
  'has_beginning',
  'has_category',
];

/** What kind of thing a case looks for: what Puente can tell too, or `strange`. */
export function familyOf({ type }: Case): 'words' | 'number' | 'text' | 'date' | 'strange' {
  if (ONE_BY_ONE.includes(type) || WHOLE.includes(type)) return 'words';
  if (type.startsWith('has_number')) return 'number';
  if (type === 'has_text') return 'text';
  return type === 'has_date' ? 'date' : 'strange';
}

/** The words a case looks for, in every language at once, folded; digits among them. */
export function wordsOfCase(source: Source, one: Case): string[] {
  const lists = Object.values(listsOf(source.flow, one.uuid, 'arguments', one.arguments ?? []));
  const words = lists
    .flat()
    .flatMap((text) => (ONE_BY_ONE.includes(one.type) ? fold(text).split(' ') : [fold(text)]));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** Whether a word agrees, refuses or hesitates, as Puente hears it without more. */
export function verdictOf({ lexicon }: Source, word: string): 'yes' | 'no' | 'maybe' | null {
  const context = {
    expects: 'attendance',
    options: [],
    confirmed: false,
    optedOut: false,
  } as const;
  const { intents } = understand(word, { ...context, options: [] }, lexicon);
  return (['no', 'maybe', 'yes'] as const).find((verdict) => intents.includes(verdict)) ?? null;
}

/** The whole numbers a case takes, as a range of a flow (`1-3`, `4-`); null where it is none. */
export function rangeOfCase({ type, arguments: given }: Case): string | null {
  const [first, second] = (given ?? []).map((text) =>
    /^\d{1,4}$/.test(text.trim()) ? Number(text) : null,
  );
  if (type === 'has_number') return '0-';
  if (first == null) return null;
  if (type === 'has_number_between')
    return second == null || second < first ? null : `${first}-${second}`;
  if (type === 'has_number_eq') return String(first);
  if (type === 'has_number_gt') return `${first + 1}-`;
  if (type === 'has_number_gte') return `${first}-`;
  if (type === 'has_number_lte') return `0-${first}`;
  return type === 'has_number_lt' && first > 0 ? `0-${first - 1}` : null;
}

/** The two ends of such a range; Infinity where it has no upper one. */
export function endsOf(range: string): { from: number; to: number } {
  const [from, to] = range.split('-');
  return {
    from: Number(from),
    to: to === undefined ? Number(from) : to === '' ? Infinity : Number(to),
  };
}

/** A case as a list shows it. */
export function caseText({ type, arguments: given }: Case): string {
  return `${type}${given?.length ? ` (${given.join(', ')})` : ''}`;
}
