import type { Content } from '../content.ts';
import { WHOLE_LANGUAGES } from '../languages.ts';
import { missingTexts } from './check-keys.ts';
import { type FlatText, flatTexts } from './flat-texts.ts';

/** Keys that a warning names; the rest are counted. */
const NAMED = 3;

/**
 * What is no fault but should be known, a sentence each: a language that is not whole, and texts that
 * nobody has read over, which the real Twilio is not given.
 */
export function contentWarnings(content: Content): string[] {
  const texts = flatTexts(content);
  return [...notWhole(content, texts), ...notReviewed(content, texts)];
}

function notWhole(content: Content, texts: FlatText[]): string[] {
  return content.languages
    .filter((language) => !WHOLE_LANGUAGES.includes(language))
    .flatMap((language) => {
      const missing = missingTexts(content, texts, language);
      if (missing.length === 0) return [];
      const some = missing.slice(0, NAMED).map(({ namespace, key }) => `${namespace}.${key}`);
      const more = missing.length - some.length;
      return [
        `locales/${language}: ${missing.length} texts are missing, and go out in ${content.fallback}: ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}. See them all by: npm run translate -- export ${language}`,
      ];
    });
}

function notReviewed(content: Content, texts: FlatText[]): string[] {
  return content.languages.flatMap((language) => {
    const mine = texts.filter((text) => text.language === language);
    const unread = mine.filter(
      ({ namespace, key }) => !content.isReviewed(language, namespace, key),
    );
    if (unread.length === 0) return [];
    const by = content.reviews[language]?.by;
    const since = by ? `changed since ${by} read them` : 'read by nobody';
    return [
      `locales/${language}: ${unread.length} of ${mine.length} texts ${unread.length === 1 ? 'was' : 'were'} ${since}, and will not go out through the real Twilio. Have them read, then: npm run translate -- review ${language} --by "Name"`,
    ];
  });
}
