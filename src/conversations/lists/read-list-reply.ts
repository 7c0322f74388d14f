import { optionsInWords } from '#engine';
import type { UnderstandingContext, Understood } from '#understanding';

/** What an answer about several events says of each that it speaks of, counted from 0. */
export type ListReply = {
  /** Every one she spoke of; `none` where she comes to none of them, empty where she named none. */
  named: number[] | 'none';
  refused: number[];
  undecided: number[];
  /** How many come, where she said it. */
  people: string | null;
};

type Understand = (text: string, context: UnderstandingContext) => Understood;

const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Whether she comes and how many, whichever the event: a small number takes one of the list, and counts no
 * people unless she says that it does ("somos 4").
 */
export const WHETHER: UnderstandingContext = {
  expects: 'attendance',
  options: NUMBERS.map(() => 'yes'),
  confirmed: false,
  optedOut: false,
};

/** Where one thing she says ends and the next begins: "al 1 sí, al 2 no puedo, pero al 3 vamos 4". */
const CLAUSES = /[.;,\n]+|\b(?:pero|but)\b/i;

/**
 * Reads an answer about several numbered events, by number, place or words of their own ("la del sábado"),
 * each clause by itself: "al 1 no puedo, al 2 sí" refuses one and takes the other. What counts people
 * ("somos 4") names no event.
 * @param words what each event is called, in order
 */
export function readListReply(
  body: string,
  words: readonly string[],
  understand: Understand,
): ListReply {
  const clauses = body.split(CLAUSES).filter((clause) => clause.trim() !== '');
  const heard = clauses.map((clause) => hearClause(clause, words, understand));
  const people = heard.findLast((clause) => clause.people !== null)?.people ?? null;
  heard.forEach(({ events, verdict }, i) => {
    const before = heard[i - 1];
    // "La 1, tal vez"
    if (before && events.length === 0 && verdict === 'maybe') before.verdict = verdict;
  });
  const said = heard.filter(({ events }) => events.length > 0);
  if (said.length === 0) {
    const isNone = heard.some(({ none }) => none);
    return { named: isNone ? 'none' : [], refused: [], undecided: [], people };
  }
  // What she says of one later counts.
  const verdicts = new Map(
    said.flatMap(({ events, verdict }) => events.map((at) => [at, verdict])),
  );
  const named = [...verdicts.keys()].sort((a, b) => a - b);
  const of = (verdict: Verdict) => named.filter((at) => verdicts.get(at) === verdict);
  return { named, refused: of('no'), undecided: of('maybe'), people };
}

type Verdict = 'yes' | 'no' | 'maybe';

type Clause = { events: number[]; verdict: Verdict; none: boolean; people: string | null };

function hearClause(clause: string, words: readonly string[], understand: Understand): Clause {
  const alone = understand(clause, WHETHER);
  const options = NUMBERS.slice(0, words.length);
  const people = countsOf(alone, clause);
  const rest = clause.replaceAll(/\d+/g, (number) => (people.includes(number) ? '' : number));
  const chosen = understand(rest, { ...WHETHER, expects: 'choices', options });
  const picked = chosen.facts.answer?.split(',') ?? [];
  const called = [...rest.matchAll(CALLED)].map(([, number]) => number!);
  const numbered = new Set(
    [...picked.filter((number) => !people.includes(number)), ...called].filter((number) =>
      options.includes(number),
    ),
  );
  const events =
    numbered.size > 0
      ? [...numbered].map((number) => Number(number) - 1)
      : optionsInWords(rest, words);
  const none = picked.includes('none') || isNo(alone);
  return { events, verdict: verdictOf(alone), none, people: alone.facts.party_size ?? null };
}

/** "Al 2", "a la 2", which is a time of day elsewhere. */
const CALLED = /(?:\b(?:al?|la|el|number)|#)\s*([1-9])\b(?!:)/gi;

/** The numbers in a clause that count people, unless the same is said of an event too. */
function countsOf({ facts }: Understood, clause: string): string[] {
  const counts = [facts.party_size, facts.adults, facts.children, facts.childcare];
  const said: readonly string[] = clause.match(/\d+/g) ?? [];
  return counts.filter(
    (count): count is string =>
      count !== undefined && said.filter((number) => number === count).length < 2,
  );
}

function verdictOf(alone: Understood): Verdict {
  if (isNo(alone)) return 'no';
  return alone.intents.includes('maybe') ? 'maybe' : 'yes';
}

function isNo({ intents }: Understood): boolean {
  return intents.includes('no') || intents.includes('cancel');
}
