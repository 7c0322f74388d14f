import type { Found } from './find-phrases.ts';
import type { Word } from './read-words.ts';

/** A number of one or two digits, or its word: from word `start` to before word `end`. */
export type Numeral = { start: number; end: number; value: number };

/** The numbers of a message, in its order. */
export function numeralsOf(words: readonly Word[], found: Found): Numeral[] {
  const named = found.people
    .filter(({ kind }) => kind === 'number')
    .map(({ start, end, value }) => ({ start, end, value: Number(value) }));
  const digits = words.flatMap(({ text }, i) =>
    /^\d{1,2}$/.test(text) && !named.some((n) => n.start <= i && i < n.end)
      ? [{ start: i, end: i + 1, value: Number(text) }]
      : [],
  );
  return [...named, ...digits].sort((a, b) => a.start - b.start);
}

/** Between two numbers of a list, in any of our languages. */
const LIST = ['y', 'i', 'e', 'and', '&', 'n', 'o', 'or'];

/** The number that ends before a word, and those listed before it: "2, 5 y 7 años". In order. */
export function listBefore(
  end: number,
  numbers: readonly Numeral[],
  words: readonly Word[],
): Numeral[] {
  const listed: Numeral[] = [];
  for (let at = end; ; ) {
    const number = numbers.find(
      (n) =>
        (n.end === at && (listed.length === 0 || isListed(at, words))) ||
        (listed.length > 0 && n.end === at - 1 && isOneOf(words[at - 1], LIST)),
    );
    if (!number) return listed;
    listed.unshift(number);
    at = number.start;
  }
}

/** The numbers listed from a word on: "2, 4 y 9"; words of `lead` may stand before each. */
export function listAfter(
  start: number,
  numbers: readonly Numeral[],
  words: readonly Word[],
  lead: readonly string[] = [],
): Numeral[] {
  const listed: Numeral[] = [];
  for (let at = start; ; ) {
    const joiners = listed.length > 0 ? [...LIST, ...lead] : lead;
    const number = numbers.find(
      (n) => n.start === at || (n.start === at + 1 && isOneOf(words[at], joiners)),
    );
    if (!number) return listed;
    listed.push(number);
    at = number.end;
  }
}

/** Whether two numbers side by side are listed: "2, 5" or "2 5", but not "one 4 year old". */
function isListed(at: number, words: readonly Word[]): boolean {
  const [before, after] = [words[at - 1]!, words[at]!];
  if (before.clause !== after.clause) return true;
  return /^\d+$/.test(before.text) === /^\d+$/.test(after.text);
}

/** Whether a word is one of some, as it is written. */
export function isOneOf(word: Word | undefined, texts: readonly string[]): boolean {
  return word !== undefined && texts.includes(word.text);
}
