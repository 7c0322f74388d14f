import { BUTTON_LETTERS, optionsText } from '#content';
import { countSegments, normaliseText } from '#domain';
import type { Draft, Step } from './draft.ts';
import { putBefore, type Shape } from './graph.ts';
import { partsOf, splitFurther } from './parts.ts';
import { quoted, type Words } from './spoken.ts';
import { STOCK } from './stock-texts.ts';
import { without } from './texts.ts';

const MOST_SEGMENTS = 2;

/** So many options become buttons where a channel has them. */
const BUTTONS = 3;

/** Letters to which the names of options are cut until all of them fit. */
const LETTERS = [60, 40, 30, 24, 20, 16, 12, 9, 6];

/**
 * Brings every text within two SMS segments: a longer one is said in several, and what cannot be parted (the names
 * of options, what is said to a reply that was not understood) is cut. Whatever changes is listed in full.
 */
export function fitTexts(draft: Draft, shape: Shape): void {
  for (const [name, step] of [...draft.nodes]) {
    if (step.text !== name) continue;
    const options = step.type === 'ask' ? fitOptions(draft, name, step) : {};
    fitText(draft, shape, name, options);
    for (const key of [`${name}_unclear`, `${name}_nudge`]) cutText(draft, name, key, options);
  }
}

type Listed = Record<string, string>;

/** Whether a text with its options below it is short enough. */
function fits(text: string, options = ''): boolean {
  const sample = text
    .replaceAll(/\{\{[^}]*longDate\}\}/g, 'miércoles 30 de septiembre')
    .replaceAll(/\{\{[^}]*\}\}/g, 'Mission Graduates');
  const whole = normaliseText([sample, options].filter(Boolean).join('\n'));
  return countSegments(whole).segments <= MOST_SEGMENTS;
}

/** The options as they are listed below the question, by language, cut where they must be. */
function fitOptions(draft: Draft, name: string, step: Step): Listed {
  const names = (step.options ?? []) as string[];
  const keys = names.map((option) => `${name}_options.${option}`);
  const labels = keys.map((key) => draft.texts.get(key) ?? {});
  const isListed = step.expect === 'choice';
  const isButton = names.length <= BUTTONS;
  const unclear = draft.texts.get(`${name}_unclear`) ?? {};
  const languages = new Set(labels.flatMap(Object.keys));
  const listed: Listed = {};
  for (const language of languages) {
    const words = labels.map((label) => label[language] ?? '');
    const room = isListed ? (STOCK.unclearNumber[language as 'es'] ?? unclear[language] ?? '') : '';
    const most = LETTERS.find((letters) => {
      const cutTo = Math.min(letters, isButton ? BUTTON_LETTERS : letters);
      return fits(room, isListed ? optionsText(words.map((word) => cut(word, cutTo))) : '');
    });
    const letters = Math.min(most ?? LETTERS.at(-1)!, isButton ? BUTTON_LETTERS : 99);
    const short = words.map((word) => cut(word, letters));
    tellCut(draft, name, language, words, short);
    for (const [i, key] of keys.entries()) {
      if (words[i]) draft.texts.set(key, { ...draft.texts.get(key), [language]: short[i]! });
    }
    if (isListed) listed[language] = optionsText(short);
  }
  return listed;
}

function cut(word: string, letters: number): string {
  const all = [...word];
  if (all.length <= letters) return word;
  return (
    all
      .slice(0, letters)
      .join('')
      .replace(/\s+\S*$/, '')
      .trim() || all.slice(0, letters).join('')
  );
}

function tellCut(
  draft: Draft,
  at: string,
  language: string,
  words: string[],
  short: string[],
): void {
  const shorter = words.flatMap((word, i) =>
    word === short[i] ? [] : [`"${word}" is "${short[i]}"`],
  );
  if (shorter.length === 0) return;
  draft.changed.push({
    at,
    was: `answers too long for a phone (${language}): ${shorter.join(', ')}`,
    instead: 'read the short names over',
  });
}

function fitText(draft: Draft, shape: Shape, name: string, options: Listed): void {
  const words = draft.texts.get(name);
  if (!words || Object.entries(words).every(([language, text]) => fits(text, options[language])))
    return;
  const values = [
    ...new Set(Object.values(words).flatMap((text) => text.match(/\{\{[^}]*\}\}/g) ?? [])),
  ];
  const parts = evenParts(words, options);
  const agreed = isAgreed(parts) ? parts : evenParts(without(words, values), options);
  const count = Object.values(agreed)[0]!.length;
  for (let i = 0; i < count; i += 1) {
    const part: Words = Object.fromEntries(
      Object.entries(agreed).map(([language, all]) => [language, all[i]!]),
    );
    if (i === count - 1) draft.texts.set(name, part);
    else {
      const before = `${name}_part_${i + 1}`;
      draft.texts.set(before, part);
      putBefore(draft, shape, i === 0 ? name : name, before, {
        type: 'say',
        text: before,
        go: name,
      });
    }
  }
  const dropped = agreed === parts ? '' : `, without ${values.join(', ')}`;
  draft.changed.push({
    at: name,
    was: `a text longer than two SMS segments: ${quoted(words, 'es')}`,
    instead: `it is said in ${count} texts${dropped}: shorten it`,
  });
}

/** The parts of a text in each language, as many in one as in the other. */
function evenParts(words: Words, options: Listed): Record<string, string[]> {
  const parts = Object.entries(words).map(([language, text]) => {
    const last = (part: string) => fits(part, options[language]);
    return [language, partsOf(text, fits, last)] as const;
  });
  const count = Math.max(...parts.map(([, all]) => all.length));
  return Object.fromEntries(parts.map(([language, all]) => [language, splitFurther(all, count)]));
}

function isAgreed(parts: Record<string, string[]>): boolean {
  const spoken = Object.values(parts).map((all) =>
    all.map((part) => [...new Set(part.match(/\{\{[^}]*\}\}/g))].sort().join()).join('|'),
  );
  return new Set(spoken).size === 1;
}

function cutText(draft: Draft, at: string, key: string, options: Listed): void {
  const words = draft.texts.get(key);
  if (!words || Object.entries(words).every(([language, text]) => fits(text, options[language])))
    return;
  const stock = Object.keys(options).length > 0 ? STOCK.unclearNumber : STOCK.unclear;
  const short = Object.entries(words).map(([language, text]) => {
    if (fits(text, options[language])) return [language, text];
    const [first] = partsOf(
      text,
      (part) => fits(part, options[language]),
      () => true,
    );
    const isWhole = first !== undefined && first !== text && fits(first, options[language]);
    return [language, isWhole ? first : (stock[language as 'es'] ?? stock.en)];
  });
  draft.texts.set(key, Object.fromEntries(short));
  draft.changed.push({
    at,
    was: `a text too long beside the answers: ${quoted(words, 'es')}`,
    instead: 'it was cut: read it over',
  });
}
