import { tokens } from '#domain';

/** Shorter words (`de`, `the`, `a. m.`) tell no option from another. */
const SHORTEST = 4;

/**
 * Which of several options a text names by words that only this one has (`la de matemáticas`, `el 12`),
 * counted from 0.
 */
export function optionsInWords(text: string, options: readonly string[]): number[] {
  const said = new Set(tokens(text));
  const words = options.map((option) => new Set(tokens(option).filter(tells)));
  return words.flatMap((own, i) => {
    const isOnly = (word: string) => words.every((other, j) => j === i || !other.has(word));
    return [...own].some((word) => said.has(word) && isOnly(word)) ? [i] : [];
  });
}

function tells(word: string): boolean {
  return word.length >= SHORTEST || /^\d+$/.test(word);
}
