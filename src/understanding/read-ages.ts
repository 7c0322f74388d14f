import type { Found, Span } from './find-phrases.ts';
import { isOneOf, listAfter, listBefore, type Numeral, numeralsOf } from './numerals.ts';
import type { Word } from './read-words.ts';

/** Ages named in a message, as `child_ages` lists them (`4`, `8m`), and the words that say them. */
export type Ages = { ages: string[]; said: ReadonlySet<number> };

/** Older than this, in years or in months, is no child in care. */
const OLDEST = { '': 18, m: 36 };

const CHILDREN = ['child', 'children', 'twins'];

/** Words for people that a number before them counts. */
const COUNTED = [...CHILDREN, 'adult', 'adults', 'persons'];

/**
 * The ages of children: numbers before "años" or "months", after "tienen" or "ages", and after a child
 * ("mis dos hijos de 3 y 7", "my son 5"). Numbers listed with one are ages too. `asked` says that care for
 * children is what was asked about: then "tres: 2, 4 y 9" are three and their ages.
 */
export function readAges(words: readonly Word[], found: Found, asked: boolean): Ages {
  // "Vamos 3, yo y mi niña": no "3 y/o".
  const parted = (i: number): boolean => words[i - 1]?.clause !== words[i]?.clause;
  const signs = found.sign.filter(
    ({ kind, start }) => kind === 'aged' || (isUnit(kind) && !parted(start)),
  );
  const all = numeralsOf(words, found);
  const numbers = all.filter((number) => !saysHowMany(number, all, words, found));
  const ages = new Map<Numeral, string>();
  const note = (listed: readonly Numeral[], unit: '' | 'm' = ''): void => {
    for (const number of listed) {
      const fits = number.value <= OLDEST[unit] && !ages.has(number);
      if (fits) ages.set(number, `${number.value}${unit}`);
    }
  };
  // A number beside its unit is clearer than one after "de".
  for (const { kind, start } of signs) {
    if (kind === 'months') note(listBefore(start, numbers, words).slice(-1), 'm');
  }
  for (const { kind, start, end } of signs) {
    if (kind === 'years') note(listBefore(start, numbers, words));
    if (kind === 'aged') note(listAfter(end, numbers, words, OF));
  }
  for (const child of found.people) note(besideChild(child, numbers, all, words));
  if (asked || found.people.some(({ kind }) => CHILDREN.includes(kind))) {
    for (const { start } of numbers) {
      if (isOneOf(words[start - 1], OF)) note(listAfter(start, numbers, words, OF));
    }
  }
  if (asked) note(countedOff(all, words));
  const howMany = countOfOthers([...ages.keys()], words);
  if (howMany) ages.delete(howMany);
  const named = found.age.map(({ value }) => value);
  const listed = [...ages.values(), ...named, ...ofTheOtherTwin(ages, found.people)];
  const units = signs.filter(
    ({ start, end }) =>
      [...ages.keys()].some((age) => age.end === start || age.start === end) &&
      !found.people.some((s) => s.start < end && start < s.end && !s.kind.endsWith('_number')),
  );
  const said = new Set(
    [...ages.keys(), ...found.age, ...units].flatMap(({ start, end }) => range(start, end)),
  );
  return { ages: listed.sort((a, b) => months(a) - months(b)), said };
}

function isUnit(kind: string): boolean {
  return kind === 'years' || kind === 'months';
}

/** "2 niños", "una de 6": a number of people, no age. */
function saysHowMany(
  { end }: Numeral,
  numbers: readonly Numeral[],
  words: readonly Word[],
  { sign, people }: Found,
): boolean {
  if (sign.some(({ kind, start }) => start === end && isUnit(kind))) return false;
  // "8vo", "3rd" is a grade.
  const counts = people.some(
    ({ start, kind }) => start === end && (COUNTED.includes(kind) || kind === 'after_other_number'),
  );
  return counts || (isOneOf(words[end], OF) && numbers.some(({ start }) => start === end + 1));
}

const OF = ['de', 'd', 'of'];

/** "Mi hija 8", "2 niños (4 y 6)", "our kids, 5 and 11": numbers right after children. */
function besideChild(
  { kind, start, end }: Span,
  numbers: readonly Numeral[],
  all: readonly Numeral[],
  words: readonly Word[],
): readonly Numeral[] {
  const listed = listAfter(end, numbers, words);
  if (kind === 'child') return words[end - 1]?.clause === words[end]?.clause ? listed : [];
  if (kind !== 'children' && kind !== 'twins') return [];
  const count = all.find((number) => number.end === start)?.value;
  return listed.length > 0 && listed.length === (count ?? Math.max(2, listed.length)) ? listed : [];
}

/** "Tres: 2, 4 y 9", "son tres: 4, 6 y un bebé de 9 meses": a number, and as many after it. */
function countedOff(numbers: readonly Numeral[], words: readonly Word[]): readonly Numeral[] {
  const [count, ...rest] = numbers;
  const apart = count && words[rest[0]?.start ?? 0]?.clause !== words[count.start]?.clause;
  return apart && rest.length === count.value ? rest : [];
}

/** "Tengo dos, una de 3 y otro de 7": the first number, where as many ages follow, each by itself. */
function countOfOthers(ages: readonly Numeral[], words: readonly Word[]): Numeral | undefined {
  const [first, ...rest] = [...ages].sort((a, b) => a.start - b.start);
  const isCount = first !== undefined && rest.length > 1 && first.value === rest.length;
  return isCount && rest.every(({ start }) => isOneOf(words[start - 1], OF)) ? first : undefined;
}

/** "My twins, they're 5", "gemelos de 3 años y otro de 6": both twins are of the age that follows. */
function ofTheOtherTwin(ages: ReadonlyMap<Numeral, string>, people: readonly Span[]): string[] {
  const twins = people.find(({ kind }) => kind === 'twins');
  if (!twins) return [];
  if (ages.size === 1) return [...ages.values()];
  const after = [...ages].filter(([{ start }]) => start >= twins.end);
  const next = after.sort(([a], [b]) => a.start - b.start)[0];
  const one = people.some(({ kind, start }) => kind === 'child' && start > twins.end);
  return next && one ? [next[1]] : [];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function months(age: string): number {
  return age.endsWith('m') ? Number(age.slice(0, -1)) : Number(age) * 12;
}
