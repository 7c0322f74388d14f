import { ContentError } from '#domain';
import type { Content } from '../content.ts';
import { BUTTON_LETTERS, BUTTONS, optionKeys } from '../options.ts';
import { fileOf } from '../renderer.ts';
import type { FlatText } from './flat-texts.ts';

/** Options of which a language names only some, or so few that they are buttons by a name that fits on none. */
export function checkOptions(content: Content, texts: FlatText[]): ContentError[] {
  return Object.values(content.flows).flatMap((flow) =>
    content.languages.flatMap((language) => {
      const mine = texts.filter((text) => text.language === language && text.namespace === flow.id);
      const words = new Map(mine.map(({ key, text }) => [key, text]));
      const file = fileOf(language, flow.id);
      const questions = Map.groupBy(optionKeys(flow), ({ question }) => question);
      return [...questions.values()].flatMap((keys) => [
        ...unnamed(keys, words, file),
        ...tooLongForAButton(keys, words, file),
      ]);
    }),
  );
}

type Keys = { key: string; path: string }[];

function unnamed(keys: Keys, words: Map<string, string>, file: string): ContentError[] {
  if (keys.every(({ key }) => !words.has(key))) return [];
  return keys
    .filter(({ key }) => !words.has(key))
    .map(
      ({ key }) => new ContentError('the other options are named: name this one too', file, key),
    );
}

function tooLongForAButton(keys: Keys, words: Map<string, string>, file: string): ContentError[] {
  if (keys.length > BUTTONS) return [];
  return keys.flatMap(({ key }) => {
    const length = [...(words.get(key) ?? '')].length;
    if (length <= BUTTON_LETTERS) return [];
    const cure = `${length} letters, and a button holds ${BUTTON_LETTERS}: shorten it`;
    return [new ContentError(cure, file, key)];
  });
}
