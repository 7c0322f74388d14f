import { countPeople, nobody, type People } from './count-people.ts';
import type { Found } from './find-phrases.ts';
import type { Meaning } from './lexicon-schema.ts';
import { peopleItems } from './people-items.ts';
import { isCount } from './people-terms.ts';
import { type Ages, readAges } from './read-ages.ts';
import { type ClockTime, readTimes } from './read-times.ts';
import type { Words } from './read-words.ts';
import type { UnderstandingContext } from './understood.ts';

/** What a message counts, and what it names in numbers. */
export type Numbers = {
  people: People;
  /** Those of them that stand outside what is asked. */
  stated: People;
  times: ClockTime[];
  ages: Ages;
  /** The one number of a message that says little else: an option's, or a number of people. */
  loneNumber: number | null;
};

type Seen = Words & { found: Found; context: UnderstandingContext };

/** What is counted or named in numbers. Most messages have none: then little need be looked for. */
export function readNumbers({ words, found, asking, context }: Seen): Numbers {
  const numbered = hasNumber(words, found);
  const times = numbered || found.clock.length > 0 ? readTimes(words, found) : [];
  const named = numbered || found.age.length > 0;
  const ages = named ? readAges(words, found, context.expects === 'childcare') : NO_AGES;
  const counts = named || found.people.some(({ kind }) => isCount(kind));
  const apart = (i: number) =>
    ages.said.has(i) || times.some((time) => time.start <= i && i < time.end);
  const asked = context.expects === 'party_size' || context.expects === 'childcare';
  const peopleWhere = (counted: (i: number) => boolean): People =>
    counts
      ? countPeople(peopleItems(words, found.people, counted, ages.ages.length), asked)
      : { ...nobody };
  const people = peopleWhere((i) => !apart(i));
  const stated = asking.includes(true)
    ? peopleWhere((i) => !apart(i) && !asking[words[i]!.clause])
    : people;
  if (!numbered) return { people, stated, times, ages, loneNumber: null };
  const lone = loneNumber(words, found) ?? (people.total === null ? leading(words, found) : null);
  return { people, stated, times, ages, loneNumber: lone };
}

const NO_AGES: Ages = { ages: [], said: new Set() };

function hasNumber(words: Words['words'], found: Found): boolean {
  return words.some(({ digits }) => digits) || found.people.some(({ kind }) => kind === 'number');
}

/** Meanings that may stand beside a number without changing what the number is. */
const LIGHT: readonly string[] = [
  'yes',
  'no',
  'ack',
  'thanks',
  'blessing',
  'hedge',
] satisfies Meaning[];

function loneNumber(words: Words['words'], found: Found): number | null {
  const light = [
    ...found.sign.filter((span) => span.kind === 'filler'),
    ...found.meaning.filter((span) => LIGHT.includes(span.kind)),
  ];
  const numbers: number[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const spelled = found.people.find((s) => s.kind === 'number' && s.start <= i && i < s.end);
    if (/^\d{1,2}$/.test(words[i]!.text)) numbers.push(Number(words[i]!.text));
    else if (spelled?.start === i) numbers.push(Number(spelled.value));
    else if (!spelled && !light.some((span) => span.start <= i && i < span.end)) return null;
  }
  return numbers.length === 1 ? numbers[0]! : null;
}

/** "La 2, ese día examina mi hija": a number alone before the first comma, and no other after it. */
function leading(words: Words['words'], found: Found): number | null {
  const joined = ['y', 'and', 'pero', 'but'].includes(words[1]?.text ?? '');
  const first = joined
    ? words.slice(0, 1)
    : words.filter(({ clause }) => clause === words[0]?.clause);
  const counts = found.people.some(({ kind, start }) => kind === 'number' && start >= first.length);
  const rest = words.slice(first.length);
  if (counts || rest.some(({ text }) => /\d/.test(text))) return null;
  return loneNumber(first, found);
}
