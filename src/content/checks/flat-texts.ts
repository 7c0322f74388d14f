import { ContentError, type Language } from '#domain';
import type { Content } from '../content.ts';
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

/** Every text of every language, flat: `topics.food.true`. Throws where a text is not a text. */
export function flatTexts(content: Content): FlatText[] {
  return Object.entries(content.texts).flatMap(([language, { texts }]) =>
    Object.entries(texts).flatMap(([namespace, tree]) => {
      const file = fileOf(language, namespace);
      return leaves(tree, '', file).map(([key, text]) => {
        const plural = PLURAL.exec(key)?.[1] ?? null;
        return { language, namespace, file, key, base: key.replace(PLURAL, ''), plural, text };
      });
    }),
  );
}

function leaves(tree: object, above: string, file: string): [string, string][] {
  return Object.entries(tree ?? {}).flatMap(([name, value]) => {
    const key = above ? `${above}.${name}` : name;
    if (typeof value === 'string' && value.trim() !== '') return [[key, value] as [string, string]];
    if (value !== null && typeof value === 'object') return leaves(value, key, file);
    throw new ContentError('write a text here', file, key);
  });
}

/** The names of the values a text speaks of, without their formats. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^,}\s]+)[^}]*\}\}/g)].map((match) => match[1]!);
}
