import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Language } from '#domain';
import { parsed } from '#engine';
import { flatten } from './flatten.ts';
import type { LanguageSettings } from './language-settings.ts';
import type { LanguageTexts } from './renderer.ts';

/**
 * Who read a language's texts, when, and what they read: a fingerprint of every text, by namespace and full
 * key (`rsvp.booked_other`). It is `locales/<language>/review.json`.
 */
export const Review = z.strictObject({
  by: z.string().trim().min(1, 'name who read the texts'),
  at: z.iso.datetime({ message: 'say when, as 2026-09-12T17:00:00Z' }),
  texts: z.record(z.string(), z.string().regex(/^[0-9a-f]{12}$/, 'twelve hexadecimal digits')),
});

export type Review = z.infer<typeof Review>;

/** A review as it stands in its file; throws a ContentError where it is none. */
export function parseReview(object: unknown, file: string): Review {
  return parsed(Review, object, file, '');
}

/**
 * A short hash of what a reviewer reads: the text, and the patterns its dates are written by, so that a
 * changed "a. m." is read again too.
 */
export function fingerprint(text: string, { formats, names }: LanguageSettings): string {
  const dated = /,\s*(longDate|shortDate|briefDate|time)\s*\}\}/.test(text)
    ? [formats, names ?? null]
    : [];
  const read = JSON.stringify([text.normalize('NFC'), ...dated]);
  return createHash('sha256').update(read).digest('hex').slice(0, 12);
}

/** The fingerprints of all texts of a language as they are now, by namespace and full key. */
export function fingerprints({ settings, texts }: LanguageTexts): Record<string, string> {
  const all = Object.entries(texts).flatMap(([namespace, tree]) =>
    flatten(tree).map(([key, text]) => [`${namespace}.${key}`, fingerprint(text, settings)]),
  );
  return Object.fromEntries(all);
}

/** Whether a text stands as it was when a person read it; worked out once a language. */
export function reviewedTexts(
  languages: Record<Language, LanguageTexts>,
  reviews: Record<Language, Review>,
): (language: Language, namespace: string, key: string) => boolean {
  const read = new Map<Language, Set<string>>();
  const readOf = (language: Language): Set<string> => {
    const known = read.get(language);
    if (known) return known;
    const { texts = {} } = reviews[language] ?? {};
    const now = Object.entries(languages[language] ? fingerprints(languages[language]) : {});
    const same = new Set(now.filter(([key, hash]) => texts[key] === hash).map(([key]) => key));
    read.set(language, same);
    return same;
  };
  return (language, namespace, key) => readOf(language).has(`${namespace}.${key}`);
}
