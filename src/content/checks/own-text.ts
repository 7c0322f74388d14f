import { COMMON_DATES } from '../common-texts.ts';
import { DATE_FORMATS } from '../format-date.ts';
import { wordingCures } from './check-wording.ts';
import { spokenValues } from './flat-texts.ts';

/** What is wrong with a text a person wrote for one sending, which may speak of `values`; a cure each. */
export function ownTextCures(text: string, values: readonly string[]): string[] {
  const spoken = spokenValues(text).flatMap(({ name, format }) => {
    if (!values.includes(name)) return [`nobody gives {{${name}}}; it may be ${values.join(', ')}`];
    const isDated = DATE_FORMATS.some((known) => known === format);
    if (COMMON_DATES.includes(name))
      return isDated ? [] : [`{{${name}}} is a date: say how, as {{${name}, longDate}}`];
    return format === null ? [] : [`{{${name}}} is no date: leave out \`${format}\``];
  });
  const rest = text.replaceAll(/\{\{[^{}]+\}\}/g, '');
  const braces = /[{}]/.test(rest)
    ? ['a value is written {{name}}, with two braces on each side']
    : [];
  return [...new Set([...wordingCures(text), ...spoken, ...braces])];
}
