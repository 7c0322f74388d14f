import type { Language } from '#domain';
import { keysOf } from './checks/check-keys.ts';
import { expectedTexts } from './checks/expected-texts.ts';
import { type FlatText, flatTexts } from './checks/flat-texts.ts';
import type { Content } from './content.ts';

/** A text for a translator: what it says elsewhere, and all she must know to say it in her language. */
export type TranslatableText = {
  namespace: string;
  /** With its plural form, as the language has them. */
  key: string;
  source: string;
  /** Empty where there is none yet. */
  translation: string;
  /** Who says it. */
  saidAt: string;
  /** Most SMS segments it may take. */
  segments: number;
  /** What it must speak of, as the source writes it: `{{startsAt, longDate}}`. */
  values: string[];
};

/**
 * Every text of a language as a translator needs it, in the order of the source language's files; a form of
 * a number that the source lacks is shown in its `other`. Texts that may be left out are there if the
 * source has them.
 */
export function translatableTexts(
  content: Content,
  language: Language,
  source: Language,
): TranslatableText[] {
  const texts = flatTexts(content);
  const theirs = byKey(texts, source);
  const mine = byKey(texts, language);
  const order = new Map([...theirs.keys()].map((name, i) => [name, i]));
  const found = expectedTexts(content).flatMap((text) =>
    keysOf(content, text, language).flatMap((key) => {
      const name = `${text.namespace} ${key}`;
      const other = `${text.namespace} ${text.key}_other`;
      const words = theirs.get(name) ?? (text.counted ? theirs.get(other) : undefined);
      const { namespace, saidAt, segments } = text;
      if (words === undefined && text.optional && !mine.has(name)) return [];
      const place = order.get(name) ?? order.get(other) ?? order.size;
      const values = [...new Set(words?.match(/\{\{[^}]*\}\}/g))];
      const translation = mine.get(name) ?? '';
      const row = { namespace, key, source: words ?? '', translation, saidAt, segments, values };
      return [{ place, row }];
    }),
  );
  return found.sort((a, b) => a.place - b.place).map(({ row }) => row);
}

function byKey(texts: FlatText[], language: Language): Map<string, string> {
  const mine = texts.filter((text) => text.language === language);
  return new Map(mine.map(({ namespace, key, text }) => [`${namespace} ${key}`, text]));
}
