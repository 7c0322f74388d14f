import { type Content, checkContent, fingerprints, type Review } from '#content';
import { toJson } from './to-json.ts';

/** The review as it is to be written, and how many texts it is the first to cover; or why there is none. */
export type Reviewed =
  | { path: string; text: string; texts: number; fresh: number }
  | { wrong: string };

/** Notes that a person has read every text of a language as it stands now. */
export function reviewLanguage(content: Content, language: string, by: string, at: Date): Reviewed {
  const mine = content.texts[language];
  if (!mine) return { wrong: `There is no folder locales/${language}: export it first.` };
  if (by.trim() === '') return { wrong: 'Say who has read the texts: --by "Name".' };
  const [fault] = checkContent(content).filter(({ file }) =>
    file.startsWith(`locales/${language}/`),
  );
  if (fault) return { wrong: `Correct this first, then have it read: ${fault.message}` };
  const texts = fingerprints(mine);
  const before = content.reviews[language]?.texts ?? {};
  const review: Review = { by: by.trim(), at: at.toISOString(), texts };
  return {
    path: `locales/${language}/review.json`,
    text: toJson(review),
    texts: Object.keys(texts).length,
    fresh: Object.entries(texts).filter(([key, hash]) => before[key] !== hash).length,
  };
}
