import type { Span } from './find-phrases.ts';
import type { PeopleWord } from './lexicon-schema.ts';
import type { Word } from './read-words.ts';

/** A word or phrase that has to do with counting people; `break` for every other word. */
export type PeopleItem = { kind: PeopleWord | 'times' | 'break'; value: number; clause: number };

/**
 * A message as items of counting. Numbers that count something else (an hour, an age, a date) are told
 * by the words around them and become breaks; words that `counts` says no of are passed over. `ages`
 * is the number of ages that were named.
 */
export function peopleItems(
  words: readonly Word[],
  spans: readonly Span[],
  counts: (word: number) => boolean,
  ages: number,
): PeopleItem[] {
  const items: PeopleItem[] = [];
  for (let i = 0; i < words.length; ) {
    const span = spans.find((s) => s.start === i);
    const { clause } = words[i]!;
    if (!counts(i)) items.push({ kind: 'between', value: 0, clause });
    else if (span) items.push({ kind: kindOf(span, words), value: Number(span.value), clause });
    else items.push({ ...numberOf(words[i]!), clause });
    i = span && counts(i) ? span.end : i + 1;
  }
  return withCountOf(ages, withoutDenied(withoutOtherNumbers(items)));
}

function kindOf({ kind, start, end }: Span, words: readonly Word[]): PeopleWord {
  if (kind !== 'self_apart') return kind as PeopleWord;
  const { clause } = words[start]!;
  const apart = words[start - 1]?.clause !== clause && words[end]?.clause !== clause;
  return apart ? 'self' : 'between';
}

function numberOf({ text, heard }: Word): Omit<PeopleItem, 'clause'> {
  const times = /^x(\d{1,2})$/.exec(text);
  if (times) return { kind: 'times', value: Number(times[1]) };
  if (/^\d{1,2}$/.test(text)) return { kind: 'number', value: Number(text) };
  if (text === '+' || text === '&') return { kind: text === '+' ? 'plus' : 'and', value: 0 };
  // A word that no language knows may be a name: "mi esposo Beto y yo".
  return { kind: heard.some(({ known }) => known) ? 'break' : 'between', value: 0 };
}

/** "My kids, 5 and 11": as many children as ages, where no number says how many. */
function withCountOf(ages: number, items: PeopleItem[]): PeopleItem[] {
  const at = items.findIndex(({ kind }) => kind === 'children');
  const numbered = items.slice(0, Math.max(at, 0)).findLast(({ kind }) => kind !== 'between');
  if (ages < 2 || at < 0 || numbered?.kind === 'number') return items;
  const { clause } = items[at]!;
  return items.toSpliced(at, 0, { kind: 'number', value: ages, clause });
}

/** "No 3 sino 4", "somos 5, no 4": a number that no longer holds, where another does. */
function withoutDenied(items: PeopleItem[]): PeopleItem[] {
  const isDenied = ({ kind, clause }: PeopleItem, i: number): boolean =>
    kind === 'number' && items[i - 1]?.kind === 'denied' && items[i - 1]!.clause === clause;
  const holds = items.some((item, i) => item.kind === 'number' && !isDenied(item, i));
  return items.map((item, i) =>
    item.kind === 'denied' || (holds && isDenied(item, i)) ? { ...item, kind: 'break' } : item,
  );
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
