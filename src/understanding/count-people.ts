import type { PeopleItem } from './people-items.ts';

/** Who comes, as far as it was said; `total` counts the sender. */
export type People = {
  total: number | 'same_as_last' | null;
  adults: number | null;
  children: number | null;
  /** The total rests on a guess: ask back. */
  guessed: boolean;
  /** "Los 3 lugares": seats, counted by themselves. */
  spots: number | null;
  /** "Uno más": more or fewer than were said before. */
  relative: boolean;
};

/** What one stretch of counting words adds up to. */
type Sum = {
  self: boolean;
  adults: number;
  /** An adult was counted in numbers ("1 adulto"): the sender is among them. */
  numbered: boolean;
  children: number;
  persons: number;
  /** Numbers with no word for whom they count. */
  bare: number[];
  /** "vamos", "somos": what follows is the total. */
  total: boolean;
  /** "3 más": beside the sender. */
  more: boolean;
  /** "3 o 4" */
  either: boolean;
  /** "mis hijos": more than one, but how many? */
  unknown: boolean;
};

const nobody: People = {
  total: null,
  adults: null,
  children: null,
  guessed: false,
  spots: null,
  relative: false,
};

/**
 * Counts the people a message speaks of. `asked` says that the open question was how many: then a number
 * alone is the answer, and who is named without "yo" comes with the sender. Of several totals the last
 * counts ("éramos 4 pero vamos 3").
 */
export function countPeople(items: readonly PeopleItem[], asked: boolean): People {
  if (items.some((item) => item.kind === 'same')) return { ...nobody, total: 'same_as_last' };
  const sums = stretchesOf(items).map(sumOf);
  const all = sums.map((sum) => peopleOf(sum, asked));
  const children = all.find((people) => people.children !== null)?.children ?? null;
  const totals = all.filter((people) => people.total !== null);
  // A number with nothing to say whom it counts gives way to one that has ("mis 2 hijos de 3 y 5").
  const clear = all.filter((people, i) => people.total !== null && isClear(sums[i]!));
  const counted = clear.at(-1) ?? totals.at(-1);
  if (counted) return { ...counted, ...partsOf(counted.total, all, children) };
  if (items.some((item) => item.kind === 'alone')) return { ...nobody, total: 1 };
  return { ...nobody, children };
}

/** "Somos 4: 2 adultos y 2 niños": the parts stand beside the total, and are taken if they add up. */
function partsOf(total: People['total'], all: readonly People[], children: number | null) {
  const whole = all.find(
    (people) => people.adults !== null && people.children !== null && people.total === total,
  );
  const counted = all.find((people) => people.total === total);
  return {
    adults: whole?.adults ?? counted?.adults ?? null,
    children: whole?.children ?? counted?.children ?? children,
  };
}

function isClear(sum: Sum): boolean {
  return sum.total || sum.self || sum.adults + sum.children + sum.persons > 0;
}

/** Runs of counting words with no other word in between; commas do not part them. */
function stretchesOf(items: readonly PeopleItem[]): PeopleItem[][] {
  const stretches: PeopleItem[][] = [[]];
  for (const item of items) {
    if (item.kind === 'break' || item.kind.endsWith('other_number')) stretches.push([]);
    else if (item.kind === 'total' && isTotalled(stretches.at(-1)!)) stretches.push([item]);
    else stretches.at(-1)!.push(item);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

/** "Vamos 4, vamos 3": a second total begins anew. */
function isTotalled(stretch: readonly PeopleItem[]): boolean {
  const said = stretch.findIndex((item) => item.kind === 'total');
  return said >= 0 && stretch.slice(said).some((item) => item.kind === 'number');
}

function sumOf(stretch: readonly PeopleItem[]): Sum {
  const sum: Sum = {
    self: false,
    adults: 0,
    numbered: false,
    children: 0,
    persons: 0,
    bare: [],
    total: false,
    more: false,
    either: false,
    unknown: false,
  };
  let number: number | null = null;
  for (const { kind, value } of stretch) {
    if (kind === 'number' || kind === 'times') {
      if (number !== null) sum.bare.push(number);
      number = value;
      if (kind === 'times') sum.total = true;
    } else if (!add(sum, kind, number)) continue;
    else number = null;
  }
  if (number !== null) sum.bare.push(number);
  return sum;
}

/** Adds a counting word, with the number before it; false if the number is still without its word. */
function add(sum: Sum, kind: PeopleItem['kind'], number: number | null): boolean {
  if (number !== null && kind.startsWith('adult')) sum.numbered = true;
  if (kind === 'adult') sum.adults += number ?? 1;
  else if (kind === 'child') sum.children += number ?? 1;
  else if (kind === 'twins') sum.children += 2;
  else if (kind === 'pair') sum.adults += 2;
  else if (kind === 'adults' || kind === 'children' || kind === 'persons') {
    if (number === null) sum.unknown ||= kind !== 'persons';
    else sum[kind] += number;
  } else {
    if (kind === 'self') sum.self = true;
    if (kind === 'total') sum.total = true;
    if (kind === 'or') sum.either = true;
    if (kind === 'unknown') sum.unknown = true;
    if (kind === 'more') sum.more ||= number !== null;
    if (number !== null && kind !== 'or') sum.bare.push(number);
    return kind !== 'or' || number === null;
  }
  return true;
}

function peopleOf(sum: Sum, asked: boolean): People {
  const { self, adults, children, persons, bare } = sum;
  const named = adults + children + persons;
  const parts = {
    adults: adults > 0 ? adults + (self ? 1 : 0) : null,
    children: children > 0 ? children : null,
  };
  const answer = (total: number, guessed = false): People => ({
    ...nobody,
    ...parts,
    total,
    guessed,
    spots: persons > 0 ? persons : null,
  });
  if (self && !(sum.total && bare.length > 0)) {
    const all = 1 + named + bare.reduce((a, b) => a + b, 0);
    return all > 1 && !sum.unknown
      ? { ...answer(all), adults: 1 + adults }
      : { ...nobody, children: parts.children };
  }
  if (bare.length > 0 && (sum.total || sum.more || asked)) {
    const said = sum.either ? Math.max(...bare, named) : bare[0]!;
    return { ...nobody, total: said + (sum.more ? 1 : 0), guessed: sum.either, relative: sum.more };
  }
  if (sum.unknown || named === 0) return nobody;
  if (persons > 0 || sum.numbered || adults > 1) return answer(named);
  // "mi esposo y mi hijo", "3 niños": the sender comes with them, or does not.
  if (asked || (sum.total && adults > 0)) return answer(named + 1, children > 0 && adults === 0);
  return { ...nobody, children: parts.children };
}
