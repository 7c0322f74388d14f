import type { PeopleItem } from './people-items.ts';
import { type Party, partiesOf, type Term } from './people-terms.ts';

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

/** Of whom nothing was said. */
export const nobody: Readonly<People> = {
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
  const parties = partiesOf(items);
  const all = parties.map((party) => peopleOf(party, asked));
  const children = all.find((people) => people.children !== null)?.children ?? null;
  const spots = all.find((people) => people.spots !== null)?.spots ?? null;
  const totals = all.filter((people) => people.total !== null);
  // A number with nothing to say whom it counts gives way to one that has ("mis 2 hijos de 3 y 5").
  const clear = all.filter((people, i) => people.total !== null && isClear(parties[i]!));
  const named = clear.at(-1) ?? totals.at(-1);
  const counted = asked && answersBare(parties) && isMore(all[0], named) ? all[0] : named;
  if (!counted) return { ...nobody, children, spots };
  return { ...counted, spots: counted.spots ?? spots, ...partsOf(counted.total, all, children) };
}

/** "Somos 4: 2 adultos y 2 niños": the parts stand beside the total, and are taken if they add up. */
function partsOf(total: People['total'], all: readonly People[], children: number | null) {
  const same = all.filter((people) => people.total === total);
  const whole = same.find((people) => people.adults !== null && people.children !== null);
  const counted = whole ?? same[0];
  return { adults: counted?.adults ?? null, children: counted?.children ?? children };
}

function isClear({ coming, terms }: Party): boolean {
  return coming || terms.some(({ who }) => who !== 'any');
}

/** "Nueve, es que vienen mis papás": a number that answers holds those who are named after it. */
function answersBare([first, ...rest]: readonly Party[]): boolean {
  const bare = first?.terms.length === 1 && first.terms[0]!.who === 'any';
  return bare && !rest.some(({ coming }) => coming);
}

function isMore(one: People | undefined, other: People | undefined): boolean {
  return Number(one?.total ?? 0) > Number(other?.total ?? 0);
}

const sum = (terms: readonly Term[]): number => terms.reduce((all, { count }) => all + count, 0);
const of = (terms: readonly Term[], ...who: Term['who'][]): number =>
  sum(terms.filter((term) => who.includes(term.who)));
const adds = (term: Term | undefined): boolean => term?.link === 'and' || term?.link === 'plus';

function peopleOf(party: Party, asked: boolean): People {
  const { terms } = party;
  const children = of(terms, 'children') || null;
  const spots = of(terms, 'persons') || null;
  const total = wholeOf(terms) ?? bareOf(party, asked) ?? namedOf(party, asked);
  if (total === null) return { ...nobody, children, spots };
  return { ...nobody, ...total, ...split(terms, total.total), spots };
}

/** Adults and children, where the words for them make up the total. */
function split(terms: readonly Term[], total: number): Pick<People, 'adults' | 'children'> {
  const adults = of(terms, 'self', 'adults');
  const children = of(terms, 'children');
  const known = adults + children === total || of(terms, 'any', 'persons') === 0;
  const split = known && total > 1 && adults > 0;
  return { adults: split ? adults : null, children: children || null };
}

type Total = { total: number; guessed?: boolean; relative?: boolean };

/** "Somos 3", "3 en total"; what "y" adds to it comes on top, what "con" names is in it. */
function wholeOf(terms: readonly Term[]): Total | null {
  const at = terms.findLastIndex(({ whole, who }) => whole && (who === 'any' || who === 'persons'));
  const whole = terms[at];
  if (!whole) return null;
  const rest = terms.slice(at + 1);
  return { total: whole.count + (adds(rest[0]) ? sum(rest) : 0) };
}

/** Numbers that do not say whom they count: "yo y 3", "2 y el bebé", "4 con mi suegra", "3 o 4". */
function bareOf({ terms, coming, more, either }: Party, asked: boolean): Total | null {
  const at = terms.findIndex(({ who }) => who === 'any');
  const bare = terms[at];
  const self = terms.some(({ who }) => who === 'self');
  if (!bare || !(asked || coming || more || self)) return null;
  if (either) return { total: Math.max(...terms.map(({ count }) => count)), guessed: true };
  const next = terms[at + 1];
  const others = sum(terms) - bare.count;
  const isSumOfOthers = others === bare.count && others > 1 && !adds(bare) && !adds(next);
  const saysWho = at === 0 && next !== undefined && !adds(next);
  // "Sí voy, 2" tells how many; "yo y 2" and "voy con 2" add them to her.
  const isAll = terms.length === 2 && terms[0]!.who === 'self' && bare.link === null;
  if (isSumOfOthers || saysWho || isAll) return { total: bare.count };
  // "3 más" and "+1" come with the sender.
  const withSender = !self && (more || (at === 0 && bare.link === 'plus'));
  return { total: sum(terms) + (withSender ? 1 : 0), relative: more && !self };
}

/** People named without a number beside them: "mi esposo y yo", "2 adultos y 1 niño". */
function namedOf({ terms, alone, coming, numbered, unknown }: Party, asked: boolean): Total | null {
  // "Con mi compadre, 3 adultos y 2 niños": he is one of the three.
  const counted = numbered
    ? terms.filter(({ link, who, count }) => link !== 'with' || who !== 'adults' || count > 1)
    : terms;
  const named = sum(counted);
  if (unknown || named === 0 || of(terms, 'any') > 0) return null;
  if (terms.some(({ who }) => who === 'self')) return named > 1 || alone ? { total: named } : null;
  const adults = of(terms, 'adults');
  if (of(terms, 'persons') > 0 || numbered || adults > 1) return { total: named };
  if (of(terms, 'someone') === named && !asked) return null;
  // "mi esposo y mi hijo", "3 niños": the sender comes with them, or does not.
  if (!asked && !(coming && adults > 0)) return null;
  return { total: named + 1, guessed: adults === 0 && of(terms, 'children') > 0 };
}
