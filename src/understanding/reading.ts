import { type Found, findPhrases, type Span } from './find-phrases.ts';
import type { Lexicon } from './lexicon.ts';
import type { Meaning } from './lexicon-schema.ts';
import { type Numbers, readNumbers } from './read-numbers.ts';
import { readWords, type Words } from './read-words.ts';
import type { UnderstandingContext } from './understood.ts';

/** All that was seen in a message before anything is made of it. */
export type Reading = Words &
  Numbers & {
    /** For each clause, whether a question mark stands at it; `asking` knows those without one too. */
    marked: readonly boolean[];
    found: Found;
    context: UnderstandingContext;
  };

/** Reads a message: words, phrases, people. */
export function readMessage(
  text: string,
  context: UnderstandingContext,
  lexicon: Lexicon,
): Reading {
  return readAll(readWords(text, lexicon), context, lexicon);
}

/** Reads words, all those of a message or some, as a message of its own. */
export function readAll(all: Words, context: UnderstandingContext, lexicon: Lexicon): Reading {
  const { asking: marked } = all;
  const words = withoutIdleEmoji(all.words);
  const found = findPhrases(words, lexicon);
  const asking = withUnmarked(marked, words, found);
  const numbers = readNumbers({ words, found, asking, context });
  const { people, stated, times, ages, loneNumber } = numbers;
  return { words, asking, marked, found, people, stated, times, ages, context, loneNumber };
}

/** Beside words, an emoji that no language gives a meaning says nothing. */
function withoutIdleEmoji(words: Words['words']): Words['words'] {
  if (!words.some(({ idle }) => idle)) return words;
  const telling = words.filter(({ idle }) => !idle);
  return telling.length > 0 ? telling : words;
}

/** A clause that begins by asking asks, whether or not it is marked. */
function withUnmarked(marked: readonly boolean[], words: Words['words'], found: Found): boolean[] {
  const asking = [...marked];
  for (const { kind, start } of found.frame) {
    if (kind !== 'inquires') continue;
    const { clause } = words[start]!;
    let first = start;
    while (words[first - 1]?.clause === clause && leadsUp(first - 1, words, found)) first -= 1;
    if (words[first - 1]?.clause !== clause) asking[clause] = true;
  }
  return asking;
}

/** "4 but is there parking": what may stand before a question, and asks nothing. */
function leadsUp(i: number, words: Words['words'], found: Found): boolean {
  const but = found.sign.some(({ kind, start }) => kind === 'but' && start === i);
  return but || /^\d+$/.test(words[i]!.text) || isFiller(i, found);
}

function isFiller(i: number, { sign }: Found): boolean {
  return sign.some((span) => span.kind === 'filler' && span.start <= i && i < span.end);
}

/** The phrases of these meanings; wishes that we stop are not among them, see `stopsIn`. */
export function meant(reading: Reading, ...kinds: Meaning[]): Span[] {
  return reading.found.meaning.filter((span) => (kinds as string[]).includes(span.kind));
}

/** What a phrase that speaks of stopping may be part of, without being a wish that we stop. */
const SHIELDS: readonly string[] = [
  'ignore',
  'keep_texts',
  'keep_seat',
  'cancel',
  'help',
] satisfies Meaning[];

/** Phrases that speak of stopping, but for those that are part of a longer phrase of another meaning. */
export function stopsIn({ found }: Reading, ...kinds: Meaning[]): Span[] {
  if (found.stop.length === 0 && found.unease.length === 0) return [];
  const shields = found.meaning.filter((span) => SHIELDS.includes(span.kind));
  const asked = found.topic.filter((span) => span.kind === 'question');
  const length = ({ start, end }: Span): number => end - start;
  return [...found.stop, ...found.unease].filter(
    (stop) =>
      (kinds as string[]).includes(stop.kind) &&
      !shields.some((s) => overlaps(s, stop) && length(s) >= length(stop)) &&
      !found.meaning.some((span) => contains(span, stop) && length(span) > length(stop)) &&
      !asked.some((topic) => contains(topic, stop) && length(topic) > length(stop)),
  );
}

function contains(a: Span, b: Span): boolean {
  return a.start <= b.start && b.end <= a.end;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether a phrase stands in a part of the message that asks. */
export function isAsked(reading: Reading, span: Span): boolean {
  return reading.asking[reading.words[span.start]!.clause] === true;
}

/** Whether a phrase is all that its part of the message says, courtesy and numbers aside. */
export function isAloneInClause(span: Span, reading: Reading): boolean {
  const { clause } = reading.words[span.start]!;
  return isAlone(span, reading, clause);
}

/** Whether a phrase is all that is said, or all that one clause says, courtesy and numbers aside. */
export function isAlone(span: Span, { words, found }: Reading, clause?: number): boolean {
  return words.every(
    ({ text, clause: its }, i) =>
      (clause !== undefined && its !== clause) ||
      (span.start <= i && i < span.end) ||
      /^\d+$/.test(text) ||
      isFiller(i, found),
  );
}
