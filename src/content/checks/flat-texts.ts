import { ContentError, type Language } from '#domain';
import type { Content } from '../content.ts';
import { flatten, leaves } from '../flatten.ts';
import { fileOf } from '../renderer.ts';

/** One text as written: in which language and file, under which full key, and the key without its plural. */
export type FlatText = {
  language: Language;
  namespace: string;
  file: string;
  key: string;
  base: string;
  plural: string | null;
  text: string;
};

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of every language, flat: `topics.food.true`. What is no text is left to `checkShapes`. */
export function flatTexts(content: Content): FlatText[] {
  return files(content).flatMap(({ language, namespace, tree }) =>
    flatten(tree).map(([key, text]) => ({
      language,
      namespace,
      file: fileOf(language, namespace),
      key,
      base: key.replace(PLURAL, ''),
      plural: PLURAL.exec(key)?.[1] ?? null,
      text,
    })),
  );
}

/** Places where something else stands than a text, or nothing. */
export function checkShapes(content: Content): ContentError[] {
  return files(content).flatMap(({ language, namespace, tree }) =>
    leaves(tree)
      .filter(([, value]) => typeof value !== 'string' || value.trim() === '')
      .map(([key]) => new ContentError('write a text here', fileOf(language, namespace), key)),
  );
}

function files(content: Content) {
  return Object.entries(content.texts).flatMap(([language, { texts }]) =>
    Object.entries(texts).map(([namespace, tree]) => ({ language, namespace, tree })),
  );
}

/** The values a text speaks of, as `{{name}}` or `{{name, format}}`. */
export function spokenValues(text: string): { name: string; format: string | null }[] {
  return [...text.matchAll(/\{\{\s*([^,}\s]+)\s*(?:,\s*([^}]*?)\s*)?\}\}/g)].map((match) => ({
    name: match[1]!,
    format: match[2] ?? null,
  }));
}

/** The names of the values a text speaks of, without their formats. */
export function placeholders(text: string): string[] {
  return spokenValues(text).map(({ name }) => name);
}
