import { ContentError } from '#domain';
import type { Content } from '../content.ts';
import { expectedTexts } from './expected-texts.ts';
import { type FlatText, placeholders } from './flat-texts.ts';

/** Values a text speaks of that nobody gives, and languages that do not speak of the same ones. */
export function checkPlaceholders(content: Content, texts: FlatText[]): ContentError[] {
  // The fallback language is the one the others are held against.
  const inOrder = [content.fallback, ...content.languages];
  const rank = ({ language }: FlatText): number => inOrder.indexOf(language);
  const sorted = [...texts].sort((a, b) => rank(a) - rank(b));
  return [...unknownValues(content, texts), ...differences(sorted)];
}

function unknownValues(content: Content, texts: FlatText[]): ContentError[] {
  const given = new Map<string, string[]>();
  for (const { namespace, key, values } of expectedTexts(content)) {
    given.set(`${namespace} ${key}`, values);
  }
  return texts.flatMap(({ namespace, key, base, file, text }) => {
    const values = given.get(`${namespace} ${key}`) ?? given.get(`${namespace} ${base}`);
    if (!values) return [];
    return placeholders(text)
      .filter((name) => !values.includes(name))
      .map(
        (name) =>
          new ContentError(`nobody gives {{${name}}}; it may be ${values.join(', ')}`, file, key),
      );
  });
}

/** Plural forms of one text count together: "1 lugar" need not say {{count}}. */
function differences(texts: FlatText[]): ContentError[] {
  const byText = Map.groupBy(texts, ({ namespace, base }) => `${namespace} ${base}`);
  return [...byText.values()].flatMap((versions) => {
    const byLanguage = [...Map.groupBy(versions, ({ language }) => language).values()];
    const [first, ...others] = byLanguage.map((forms) => ({
      ...forms[0]!,
      speaksOf: [...new Set(forms.flatMap(({ text }) => placeholders(text)))].sort().join(', '),
    }));
    return others
      .filter(({ speaksOf }) => speaksOf !== first!.speaksOf)
      .map(
        ({ file, key, speaksOf }) =>
          new ContentError(
            `it speaks of ${speaksOf || 'nothing'}, ${first!.file} of ${first!.speaksOf || 'nothing'}: make them agree`,
            file,
            key,
          ),
      );
  });
}
