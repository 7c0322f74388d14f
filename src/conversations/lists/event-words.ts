/** The ids in a fact of type `options`: a line each, before the words. */
export function eventIds(options: unknown): string[] {
  return lines(options).map(([id]) => id);
}

/** What each of them is called, in the same order. */
export function eventWords(options: unknown): string[] {
  return lines(options).map(([, words]) => words);
}

function lines(options: unknown): [id: string, words: string][] {
  return String(options ?? '')
    .split('\n')
    .filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
}
