import type { Span } from './find-phrases.ts';
import type { PeopleWord } from './lexicon-schema.ts';
import type { Word } from './read-words.ts';

/** A word or phrase that has to do with counting people; `break` for every other word. */
export type PeopleItem = { kind: PeopleWord | 'times' | 'break'; value: number; clause: number };

/**
 * A message as items of counting. Numbers that count something else (an hour, an age, a date) are told
 * by the words around them and become breaks; words that `counts` says no of are passed over.
 */
export function peopleItems(
  words: readonly Word[],
  spans: readonly Span[],
  counts: (word: number) => boolean,
): PeopleItem[] {
  const items: PeopleItem[] = [];
  for (let i = 0; i < words.length; ) {
    const span = spans.find((s) => s.start === i);
    const { text, clause } = words[i]!;
    if (!counts(i)) items.push({ kind: 'between', value: 0, clause });
    else if (span) items.push({ kind: span.kind as PeopleWord, value: Number(span.value), clause });
    else items.push({ ...numberOf(text), clause });
    i = span && counts(i) ? span.end : i + 1;
  }
  return withoutOtherNumbers(items);
}

function numberOf(text: string): Omit<PeopleItem, 'clause'> {
  const times = /^x(\d{1,2})$/.exec(text);
  if (times) return { kind: 'times', value: Number(times[1]) };
  if (/^\d{1,2}$/.test(text)) return { kind: 'number', value: Number(text) };
  return { kind: text === '+' || text === '&' ? 'between' : 'break', value: 0 };
}

/** "a las 10", "de 4 y 9 años", "15 min": neither these numbers nor those listed with them count people. */
function withoutOtherNumbers(items: PeopleItem[]): PeopleItem[] {
  const kinds = items.map((item) => item.kind);
  const other = new Set<number>();
  const listed = (from: number, step: 1 | -1): void => {
    let i = from;
    while (kinds[i] === 'number' || (kinds[i] === 'between' && kinds[i + step] === 'number')) {
      other.add(i);
      i += step;
    }
  };
  kinds.forEach((kind, i) => {
    if (kind === 'before_other_number') listed(i + 1, 1);
    if (kind === 'after_other_number') listed(i - 1, -1);
  });
  return items.map((item, i) => (other.has(i) ? { ...item, kind: 'break', value: 0 } : item));
}
