import type { Found, Span } from './find-phrases.ts';
import type { Word } from './read-words.ts';

/** Ages named in a message, as `child_ages` lists them (`4`, `8m`), and the words that say them. */
export type Ages = { ages: string[]; said: ReadonlySet<number> };

type Count = { start: number; end: number; value: number };

/** Older than this is no child in care. */
const OLDEST = 18;

/**
 * The ages of children: numbers before "años" or "months", after "tienen" or "ages", and after a child and
 * "de" ("mis dos hijos de 3 y 7"). Numbers listed with one are ages too.
 */
export function readAges(words: readonly Word[], found: Found): Ages {
  const numbers = numbersOf(words, found);
  const ages = new Map<Count, string>();
  const signs = found.sign.filter(({ kind }) => ['years', 'months', 'aged'].includes(kind));
  for (const sign of signs) {
    const unit = sign.kind === 'months' ? 'm' : '';
    const listed =
      sign.kind === 'aged' ? after(sign.end, numbers, words) : before(sign, numbers, words);
    for (const number of listed) {
      if (ages.has(number) || (unit === '' && number.value > OLDEST)) continue;
      ages.set(number, `${number.value}${unit}`);
    }
  }
  const said = new Set([...ages.keys()].flatMap(({ start, end }) => range(start, end)));
  return { ages: [...ages.values()].sort((a, b) => months(a) - months(b)), said };
}

function numbersOf(words: readonly Word[], found: Found): Count[] {
  const named = found.people
    .filter((span) => span.kind === 'number')
    .map(({ start, end, value }) => ({ start, end, value: Number(value) }));
  const digits = words.flatMap(({ text }, i) =>
    /^\d{1,2}$/.test(text) && !named.some((n) => n.start <= i && i < n.end)
      ? [{ start: i, end: i + 1, value: Number(text) }]
      : [],
  );
  return [...named, ...digits].sort((a, b) => a.start - b.start);
}

/** The number before a unit, and those listed before it: "2, 5 y 7 años". */
function before(sign: Span, numbers: readonly Count[], words: readonly Word[]): Count[] {
  const listed: Count[] = [];
  let at = sign.start;
  for (;;) {
    const number = numbers.find(
      (n) => n.end === at || (listed.length > 0 && n.end === at - 1 && joins(words[at - 1]!, LIST)),
    );
    if (!number) return listed;
    listed.push(number);
    at = number.start;
  }
}

/** The numbers listed after "tienen" or "ages". */
function after(start: number, numbers: readonly Count[], words: readonly Word[]): Count[] {
  const listed: Count[] = [];
  let at = start;
  for (;;) {
    const number = numbers.find(
      (n) => n.start === at || (n.start === at + 1 && joins(words[at]!, [...LIST, 'de'])),
    );
    if (!number) return listed;
    listed.push(number);
    at = number.end;
  }
}

/** Between two numbers of a list, in any of our languages. */
const LIST = ['y', 'i', 'e', 'and', '&'];

function joins({ text }: Word, joiners: readonly string[]): boolean {
  return joiners.includes(text);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function months(age: string): number {
  return age.endsWith('m') ? Number(age.slice(0, -1)) : Number(age) * 12;
}
