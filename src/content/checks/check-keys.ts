import { ContentError, type Language } from '#domain';
import { flowTopics } from '#engine';
import type { Content } from '../content.ts';
import { pluralForms } from '../language-settings.ts';
import { WHOLE_LANGUAGES } from '../languages.ts';
import { fileOf } from '../renderer.ts';
import { isTopic } from '../topics.ts';
import { type ExpectedText, expectationOf, expectedTexts } from './expected-texts.ts';
import type { FlatText } from './flat-texts.ts';

/** A text that is said somewhere, and that a language lacks; `key` with its plural form. */
export type MissingText = { language: Language; namespace: string; key: string; saidAt: string };

/**
 * Keys that are said but missing in a language that must be whole, or there but never said; languages that
 * are missing, whole or as a flow's own; and topics without an answer.
 */
export function checkKeys(content: Content, texts: FlatText[]): ContentError[] {
  const missing = WHOLE_LANGUAGES.flatMap((language) =>
    content.languages.includes(language)
      ? missingTexts(content, texts, language).map(
          ({ namespace, key, saidAt }) =>
            new ContentError(`${saidAt} says it: add this text`, fileOf(language, namespace), key),
        )
      : [new ContentError('this language is missing: add its folder', `locales/${language}`, '')],
  );
  return [...missing, ...unused(content, texts), ...unanswered(content), ...unspoken(content)];
}

/** The texts a language lacks, each plural form by itself. */
export function missingTexts(
  content: Content,
  texts: FlatText[],
  language: Language,
): MissingText[] {
  const mine = texts.filter((text) => text.language === language);
  const there = new Set(mine.map((text) => `${text.namespace} ${text.key}`));
  return expectedTexts(content)
    .filter(({ optional }) => !optional)
    .flatMap((text) =>
      keysOf(content, text, language)
        .filter((key) => !there.has(`${text.namespace} ${key}`))
        .map((key) => ({ language, namespace: text.namespace, key, saidAt: text.saidAt })),
    );
}

/** The full keys of a text in a language: one, or one for each of its plural forms. */
export function keysOf(
  content: Content,
  { key, counted }: Pick<ExpectedText, 'key' | 'counted'>,
  language: Language,
): string[] {
  if (!counted) return [key];
  const forms = pluralForms(content.texts[language]!.settings);
  return [...forms.keys()].map((form) => `${key}_${form}`);
}

function unused(content: Content, texts: FlatText[]): ContentError[] {
  const expected = expectationOf(expectedTexts(content));
  return texts.flatMap((text) => {
    const said = expected(text);
    if (said && keysOf(content, said, text.language).includes(text.key)) return [];
    const cure = said
      ? `no number takes this plural form here; there are ${keysOf(content, said, text.language).join(', ')}: remove it`
      : 'nothing says it: remove it, or correct its name';
    return [new ContentError(cure, text.file, text.key)];
  });
}

function unanswered(content: Content): ContentError[] {
  return Object.values(content.flows).flatMap((flow) =>
    flowTopics(flow)
      .filter(({ topic }) => !isTopic(topic))
      .map(
        ({ path, topic }) =>
          new ContentError(
            `there is no answer to \`${topic}\`: use a topic of src/content/topics.ts`,
            `flows/${flow.id}.yaml`,
            path,
          ),
      ),
  );
}

function unspoken(content: Content): ContentError[] {
  return Object.values(content.flows).flatMap(({ id, language }) => {
    if (language === undefined || content.languages.includes(language)) return [];
    const cure = `there is no such language; use ${content.languages.join(', ')}`;
    return [new ContentError(cure, `flows/${id}.yaml`, 'language')];
  });
}
