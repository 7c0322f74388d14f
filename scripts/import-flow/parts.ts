type Fits = (part: string) => boolean;

/**
 * A text in as few parts as fit, cut between sentences, else between words; the last must fit by a measure of its
 * own (a question's options follow it).
 */
export function partsOf(text: string, fits: Fits, fitsLast: Fits): string[] {
  const pieces = piecesOf(text, (piece) => fits(piece) && fitsLast(piece));
  let last = pieces.pop() ?? '';
  while (pieces.length > 0 && fitsLast(joined(pieces.at(-1)!, last)))
    last = joined(pieces.pop()!, last);
  const parts: string[] = [];
  for (const piece of pieces) {
    const longer = parts.length > 0 ? joined(parts.at(-1)!, piece) : piece;
    if (parts.length > 0 && fits(longer)) parts[parts.length - 1] = longer;
    else parts.push(piece);
  }
  return [...parts, last];
}

/** The same parts cut further until there are as many as asked, the longest first. */
export function splitFurther(parts: string[], count: number): string[] {
  let all = [...parts];
  while (all.length < count) {
    const i = all.indexOf(all.reduce((one, other) => (other.length > one.length ? other : one)));
    const halves = halved(all[i]!);
    if (halves === null)
      return [...all, ...Array.from({ length: count - all.length }, () => '...')];
    all = all.toSpliced(i, 1, ...halves);
  }
  return all;
}

/** Sentences, and of those that do not fit, pieces of words; a merge field is never cut. */
function piecesOf(text: string, fits: Fits): string[] {
  return sentencesOf(text).flatMap((sentence) => {
    if (fits(sentence)) return [sentence];
    const pieces: string[] = [];
    for (const word of wordsOf(sentence)) {
      const longer = pieces.length > 0 ? `${pieces.at(-1)} ${word}` : word;
      if (pieces.length > 0 && fits(longer)) pieces[pieces.length - 1] = longer;
      else pieces.push(word);
    }
    return pieces;
  });
}

/** The sentences of a text; a line is one too. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function wordsOf(text: string): string[] {
  return text.match(/(?:\{\{[^}]*\}\}|\S)+/g) ?? [];
}

function joined(one: string, other: string): string {
  return `${one} ${other}`;
}

function halved(text: string): [string, string] | null {
  const sentences = sentencesOf(text);
  const pieces = sentences.length > 1 ? sentences : wordsOf(text);
  if (pieces.length < 2) return null;
  const half = Math.ceil(pieces.length / 2);
  return [pieces.slice(0, half).join(' '), pieces.slice(half).join(' ')];
}
