import { ContentError } from '#domain';
import type { Content } from '../content.ts';
import { checkKeys } from './check-keys.ts';
import { checkLengths } from './check-lengths.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkWording } from './check-wording.ts';
import { flatTexts } from './flat-texts.ts';

/**
 * All that is wrong with the words of a content, over every flow and language; empty when all is well.
 * Lengths are measured only once the rest is right. What cannot be read at all, such as a lexicon's
 * phrase, throws its ContentError.
 */
export function checkContent(content: Content): ContentError[] {
  if (content.languages.length === 0) {
    return [new ContentError('there is no language: add one', 'locales', '')];
  }
  const texts = flatTexts(content);
  content.lexicon();
  const found = [
    ...checkKeys(content, texts),
    ...checkPlaceholders(content, texts),
    ...checkWording(texts),
  ];
  return found.length > 0 ? found : checkLengths(content, texts);
}
