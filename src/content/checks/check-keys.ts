import { ContentError, type Language } from '#domain';
import { flowTopics } from '#engine';
import type { Content } from '../content.ts';
import { fileOf } from '../renderer.ts';
import { isTopic } from '../topics.ts';
import { type ExpectedText, expectedTexts } from './expected-texts.ts';
import type { FlatText } from './flat-texts.ts';

/** Keys that are said but missing, or there but never said; and topics without an answer. */
export function checkKeys(content: Content, texts: FlatText[]): ContentError[] {
  const expected = expectedTexts(content);
  const missing = content.languages.flatMap((language) => {
    const mine = texts.filter((text) => text.language === language);
    const there = new Set(mine.map((text) => `${text.namespace} ${text.key}`));
    const locale = content.texts[language]!.settings.locale;
    return expected.flatMap((text) => missingForms(text, language, locale, there));
  });
  return [...missing, ...unused(expected, texts), ...unanswered(content)];
}

function missingForms(
  { namespace, key, counted, saidAt }: ExpectedText,
  language: Language,
  locale: string,
  there: Set<string>,
): ContentError[] {
  const keys = counted ? pluralForms(locale).map((form) => `${key}_${form}`) : [key];
  return keys
    .filter((name) => !there.has(`${namespace} ${name}`))
    .map(
      (name) =>
        new ContentError(`${saidAt} says it: add this text`, fileOf(language, namespace), name),
    );
}

/** The plural forms a language needs for numbers of people. */
export function pluralForms(locale: string): string[] {
  const rules = new Intl.PluralRules(locale);
  return [...new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)))];
}

function unused(expected: ExpectedText[], texts: FlatText[]): ContentError[] {
  const said = new Set(
    expected.map(({ namespace, key, counted }) => `${namespace} ${key} ${counted}`),
  );
  return texts
    .filter(
      ({ namespace, key, base, plural }) =>
        !said.has(`${namespace} ${key} false`) &&
        !(plural !== null && said.has(`${namespace} ${base} true`)),
    )
    .map(
      ({ file, key }) =>
        new ContentError('nothing says it: remove it, or correct its name', file, key),
    );
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
