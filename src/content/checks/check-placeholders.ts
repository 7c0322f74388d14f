import { ContentError } from '#domain';
import { COMMON_DATES } from '../common-texts.ts';
import type { Content } from '../content.ts';
import { DATE_FORMATS } from '../format-date.ts';
import { expectationOf, expectedTexts } from './expected-texts.ts';
import { type FlatText, placeholders, spokenValues } from './flat-texts.ts';

/**
 * Values a text speaks of that nobody gives, or in a form that cannot be read; and languages that do not
 * speak of the same ones.
 */
export function checkPlaceholders(content: Content, texts: FlatText[]): ContentError[] {
  return [
    ...unknownValues(content, texts),
    ...wrongFormats(content, texts),
    ...differences(content, texts),
  ];
}

function unknownValues(content: Content, texts: FlatText[]): ContentError[] {
  const expected = expectationOf(expectedTexts(content));
  return texts.flatMap((text) => {
    const values = expected(text)?.values;
    if (!values) return [];
    return placeholders(text.text)
      .filter((name) => !values.includes(name))
      .map((name) => {
        const cure = `nobody gives {{${name}}}; it may be ${values.join(', ')}`;
        return new ContentError(cure, text.file, text.key);
      });
  });
}

const FORMATS: string[] = [...DATE_FORMATS, 'number', 'list'];

function wrongFormats(content: Content, texts: FlatText[]): ContentError[] {
  return texts.flatMap(({ namespace, key, file, text }) => {
    const facts = content.flows[namespace]?.facts ?? {};
    const isDate = (name: string) => COMMON_DATES.includes(name) || facts[name] === 'date';
    const cures = spokenValues(text).flatMap(({ name, format }) => {
      if (format !== null && !FORMATS.includes(format))
        return [`there is no format \`${format}\`: use ${FORMATS.join(', ')}`];
      const dated = DATE_FORMATS.some((known) => known === format);
      if (isDate(name) === dated) return [];
      return isDate(name)
        ? [`{{${name}}} is a date: say how to write it, as {{${name}, longDate}}`]
        : [`{{${name}}} is no date: leave out \`${format}\``];
    });
    const rest = text.replaceAll(/\{\{[^{}]+\}\}/g, '');
    if (/[{}]/.test(rest)) cures.push('a value is written {{name}}, with two braces on each side');
    return cures.map((cure) => new ContentError(cure, file, key));
  });
}

/**
 * Every form is held against the same form of the fallback language, or its `other`. A form for one number
 * need not say that number: "1 lugar".
 */
function differences(content: Content, texts: FlatText[]): ContentError[] {
  const forms = new Map(
    texts
      .filter(({ language }) => language === content.fallback)
      .map((text) => [`${text.namespace} ${text.key}`, text]),
  );
  return texts.flatMap(({ namespace, key, base, plural, file, text }) => {
    const model =
      forms.get(`${namespace} ${key}`) ?? (plural && forms.get(`${namespace} ${base}_other`));
    if (!model) return [];
    const free = plural === 'one' || plural === 'zero' || plural === 'two';
    const mine = namesIn(text, free);
    const theirs = namesIn(model.text, free);
    if (mine === theirs) return [];
    const cure = `it speaks of ${mine || 'nothing'}, ${model.file} of ${theirs || 'nothing'}: make them agree`;
    return [new ContentError(cure, file, key)];
  });
}

function namesIn(text: string, withoutCount: boolean): string {
  const names = new Set(placeholders(text));
  if (withoutCount) names.delete('count');
  return [...names].sort().join(', ');
}
