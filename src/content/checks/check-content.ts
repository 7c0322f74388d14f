import { ContentError } from '#domain';
import { inspectCalls } from '#engine';
import type { Content } from '../content.ts';
import { located } from '../lines.ts';
import { checkAudioKeys } from './check-audio.ts';
import { checkBegins } from './check-begins.ts';
import { checkKeys } from './check-keys.ts';
import { checkKeywords } from './check-keywords.ts';
import { checkLengths } from './check-lengths.ts';
import { checkOptions } from './check-options.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkWording } from './check-wording.ts';
import { checkShapes, flatTexts } from './flat-texts.ts';

/**
 * All that is wrong with the words of a content, and between its flows, over every flow and language, each
 * with its line; empty when all is well. A text's length is measured once it is right otherwise.
 */
export function checkContent(content: Content): ContentError[] {
  if (content.languages.length === 0) {
    return [new ContentError('there is no language: add one', 'locales', '')];
  }
  const texts = flatTexts(content);
  const found = [
    ...checkShapes(content),
    ...callProblems(content),
    ...checkBegins(content),
    ...checkKeys(content, texts),
    ...checkWording(texts),
    ...checkPlaceholders(content, texts),
    ...checkOptions(content, texts),
    ...checkAudioKeys(content, texts),
  ];
  const wrong = new Set(found.map(({ file, path }) => `${file} ${path}`));
  const right = texts.filter(({ file, key }) => !wrong.has(`${file} ${key}`));
  const ofWords = lexiconProblems(content);
  // What a keyword is understood as can be told where the words are sound.
  const ofKeywords = ofWords.length > 0 ? [] : checkKeywords(content);
  return [...found, ...checkLengths(content, right), ...ofWords, ...ofKeywords].map((error) =>
    located(error, content.sources),
  );
}

function lexiconProblems(content: Content): ContentError[] {
  try {
    content.lexicon();
    return [];
  } catch (error) {
    if (error instanceof ContentError) return [error];
    throw error;
  }
}

function callProblems(content: Content): ContentError[] {
  return inspectCalls(content.flows).map(
    ({ flow, path, message }) => new ContentError(message, `flows/${flow}.yaml`, path),
  );
}
