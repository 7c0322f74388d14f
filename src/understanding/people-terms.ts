import type { PeopleItem } from './people-items.ts';

/** A number of people, and whom it counts. */
export type Term = {
  count: number;
  who: 'self' | 'adults' | 'children' | 'persons' | 'someone' | 'any';
  /** What leads up to it: "y" and "más" add it to what stands before, "con" may only say who they are. */
  link: 'and' | 'plus' | 'with' | null;
  /** "Somos 4", "4 en total": said of all. */
  whole: boolean;
};

/** What one stretch of counting words speaks of. */
export type Party = {
  terms: Term[];
  /** "Solo yo" */
  alone: boolean;
  /** A word such as "vamos" stands in it. */
  coming: boolean;
  /** An adult was counted in numbers ("1 adulto"): the sender is among them. */
  numbered: boolean;
  /** "3 más": beside the sender. */
  more: boolean;
  /** "3 o 4" */
  either: boolean;
  /** "mis hijos": more than one, but how many? */
  unknown: boolean;
};

type Kind = PeopleItem['kind'];

/** Words that stand for people by themselves. */
const SINGLE: Partial<Record<Kind, Pick<Term, 'count' | 'who'>>> = {
  self: { count: 1, who: 'self' },
  self_and: { count: 1, who: 'self' },
  alone: { count: 1, who: 'self' },
  someone: { count: 1, who: 'someone' },
  adult: { count: 1, who: 'adults' },
  one_adult: { count: 1, who: 'adults' },
  child: { count: 1, who: 'children' },
  pair: { count: 2, who: 'adults' },
  twins: { count: 2, who: 'children' },
};

/** Words that need a number before them. */
const PLURAL: Partial<Record<Kind, Term['who']>> = {
  adults: 'adults',
  children: 'children',
  persons: 'persons',
};

/** Whether a word is somebody by itself, a number, or as many as last time: without one nobody is counted. */
export function isCount(kind: string): boolean {
  return kind in SINGLE || kind === 'number' || kind === 'self_apart' || kind === 'same';
}

/** The parties that a message's counting words speak of; commas do not part them, other words do. */
export function partiesOf(items: readonly PeopleItem[]): Party[] {
  return stretchesOf(items).map((stretch) => partyOf(numbersFirst(stretch)));
}

function stretchesOf(items: readonly PeopleItem[]): PeopleItem[][] {
  const stretches: PeopleItem[][] = [[]];
  for (const item of items) {
    if (item.kind === 'break' || item.kind.endsWith('other_number')) stretches.push([]);
    else if (beginsAnew(item, stretches.at(-1)!)) stretches.push([item]);
    else stretches.at(-1)!.push(item);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

/** "Vamos 4, vamos 3", "no va mi esposo, solo yo": a second total begins anew. */
function beginsAnew({ kind, clause }: PeopleItem, stretch: readonly PeopleItem[]): boolean {
  if (kind === 'alone') return stretch.length > 0 && stretch.at(-1)!.clause !== clause;
  const said = stretch.findIndex((item) => item.kind === 'total');
  return (
    kind === 'total' && stretch.slice(said).some((item) => said >= 0 && item.kind === 'number')
  );
}

/** "Adultos 2, niños 3" is read as "2 adultos, 3 niños". */
function numbersFirst(stretch: PeopleItem[]): PeopleItem[] {
  const telling = stretch.filter(({ kind }) => kind !== 'between' && kind !== 'and');
  const paired = telling.every(({ kind }, i) => (i % 2 === 0 ? kind in PLURAL : kind === 'number'));
  if (!paired || telling.length < 2 || telling.length % 2 === 1) return stretch;
  return telling.map((item, i) => ({
    ...telling[i % 2 === 0 ? i + 1 : i - 1]!,
    clause: item.clause,
  }));
}

function partyOf(stretch: readonly PeopleItem[]): Party {
  const party: Party = {
    terms: [],
    alone: stretch.some(({ kind }) => kind === 'alone'),
    coming: false,
    numbered: false,
    more: false,
    either: false,
    unknown: false,
  };
  let waiting: Waiting | null = null;
  let link: Term['link'] = null;
  let whole = false;
  const settle = (): void => {
    if (waiting) party.terms.push(waiting.term);
    waiting = null;
  };
  stretch.forEach(({ kind, value, clause }, i) => {
    const follows = nextTelling(stretch, i);
    const single = SINGLE[kind];
    const plural = PLURAL[kind];
    if (kind === 'number' || kind === 'times') {
      settle();
      const term: Term = { count: value, who: 'any', link, whole: whole || kind === 'times' };
      waiting = { term, at: i, clause };
      [link, whole] = [null, false];
    } else if (single || plural) {
      const number = waiting && takes(waiting, single, i, clause) ? waiting.term : null;
      if (number) waiting = null;
      else settle();
      const counted = number ? kind.startsWith('adult') : kind === 'one_adult';
      if (counted) party.numbered = true;
      const who = single?.who ?? plural!;
      const again = who === 'self' && party.terms.some((term) => term.who === 'self');
      if (number) party.terms.push({ ...number, who });
      else if (single && !again) party.terms.push({ ...single, link, whole: false });
      else if (plural) party.unknown ||= plural !== 'persons';
      [link, whole] = [kind === 'self_and' ? 'with' : null, false];
    } else if (kind === 'and' || kind === 'plus' || kind === 'with') {
      settle();
      link = kind;
    } else if (kind === 'more') {
      const adds = follows !== undefined && (follows in SINGLE || follows === 'number');
      // "Vamos 2 más" is no total.
      if (waiting && !adds) [party.more, waiting.term.whole] = [true, false];
      settle();
      if (adds) link = 'plus';
    } else if (kind === 'total') {
      party.coming = true;
      if (waiting && follows !== 'number' && waiting.clause === clause) waiting.term.whole = true;
      else whole = true;
      settle();
    } else if (kind === 'or' || kind === 'unknown') {
      // "3 o 4", "entre 3 y 4"
      party.either ||= kind === 'or' && follows === 'number';
      party.unknown ||= kind === 'unknown';
      settle();
    }
  });
  settle();
  return party;
}

/** A number that waits for the word that says whom it counts. */
type Waiting = { term: Term; at: number; clause: number };

/** Whether a word takes the number before it: "2 de mis hijos" does, "2 mi esposo y yo" does not. */
function takes(
  { term, at, clause }: Waiting,
  single: Pick<Term, 'count' | 'who'> | undefined,
  i: number,
  itsClause: number,
): boolean {
  if (clause !== itsClause || single?.who === 'self') return false;
  return !single || (single.count === 1 && (at === i - 1 || term.count === 1));
}

function nextTelling(stretch: readonly PeopleItem[], i: number): Kind | undefined {
  return stretch.slice(i + 1).find(({ kind }) => kind !== 'between')?.kind;
}
