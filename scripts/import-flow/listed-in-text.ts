import type { Option } from './classify.ts';
import type { Words } from './spoken.ts';

const NUMBERED = /^\s*(\d{1,2})\s*[.):=-]+\s*(\S.*)$/;

/**
 * A text that ends with its own list, "1. Reading" and so on a line each, without it, and the options called as that
 * list calls them, since Puente lists them by itself. Null unless it is so in every language.
 */
export function listedInText(
  text: Words,
  options: Option[],
): { text: Words; options: Option[] } | null {
  const languages = Object.entries(text).map(([language, words]) => ({
    language,
    ...parted(words),
  }));
  const isWhole = languages.every(
    ({ before, list }) =>
      before !== '' && list.length === options.length && list.every(({ n }, i) => n === i + 1),
  );
  if (!isWhole || languages.length === 0) return null;
  return {
    text: Object.fromEntries(languages.map(({ language, before }) => [language, before])),
    options: options.map((option, i) => ({
      ...option,
      label: {
        ...option.label,
        ...Object.fromEntries(languages.map(({ language, list }) => [language, list[i]!.words])),
      },
    })),
  };
}

function parted(words: string): { before: string; list: { n: number; words: string }[] } {
  const lines = words.trimEnd().split('\n');
  const first = lines.findIndex((line) => NUMBERED.test(line));
  const after = first < 0 ? [] : lines.slice(first).filter((line) => line.trim() !== '');
  const list = after.flatMap((line) => {
    const match = NUMBERED.exec(line);
    return match ? [{ n: Number(match[1]), words: match[2]!.trim() }] : [];
  });
  const isList = list.length > 0 && list.length === after.length;
  return isList
    ? { before: lines.slice(0, first).join('\n').trim(), list }
    : { before: words, list: [] };
}
