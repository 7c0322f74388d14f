/** More than any sensible line makes; beyond it a line is a mistake. */
const MOST = 2000;

/**
 * A line of the lexicon → every phrase it stands for. `a/b` is either word, `a/b?` either or none; `*`
 * (any one or two words, or none) is left to the phrase tree. Null if the line stands for too many.
 */
export function expandPhrase(line: string): string[] | null {
  let phrases = [''];
  for (const part of line.trim().split(/\s+/)) {
    const optional = part.length > 1 && part.endsWith('?');
    const choices = (optional ? part.slice(0, -1) : part).split('/').filter((c) => c !== '');
    if (optional) choices.push('');
    phrases = phrases.flatMap((phrase) => choices.map((c) => (c ? `${phrase} ${c}` : phrase)));
    if (phrases.length > MOST) return null;
  }
  return phrases.map((phrase) => phrase.trim());
}
