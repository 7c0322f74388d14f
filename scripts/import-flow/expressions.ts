import { type Draft, slug } from './draft.ts';

const NAMES =
  'contact|fields|results|input|globals|urns|parent|child|trigger|run|node|resume|webhook|legacy_extra|ticket|locals|today|now';

/** What RapidPro works out in a text: `@@`, `@(…)` and `@contact.name`. */
export const EXPRESSION = new RegExp(
  `@@|@\\((?:[^()"]|"[^"]*"|\\((?:[^()"]|"[^"]*"|\\([^()]*\\))*\\))*\\)|@(?:${NAMES})\\b(?:\\.[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)*`,
  'g',
);

/** The fact that an expression alone speaks of, an answer of this flow or a field set from one; else null. */
export function factOf(draft: Draft, expression: string): string | null {
  const plain = expression.trim().replace(/^@\(\s*([a-z0-9_.]+)\s*\)$/i, '@$1');
  const result = /^@results\.([a-z0-9_]+)(\.(value|input|category|category_localized))?$/i.exec(
    plain,
  );
  if (result) return draft.answers.get(slug(result[1]!, 64))?.fact ?? null;
  const field = /^@(?:contact\.)?fields\.([a-z0-9_]+)$/i.exec(plain)?.[1];
  return field === undefined ? null : (draft.fields.get(slug(field)) ?? null);
}

/** A text with its expressions as merge fields; those without counterpart are taken out and named. */
export function withMergeFields(
  text: string,
  fieldFor: (expression: string) => string | null,
): { text: string; lost: string[] } {
  const lost: string[] = [];
  const filled = text.replaceAll(/[{}]/g, '').replace(EXPRESSION, (expression) => {
    if (expression === '@@') return '@';
    const value = fieldFor(expression);
    if (value === null) lost.push(expression);
    return value === null ? '' : `{{${value}}}`;
  });
  return { text: lost.length > 0 ? tidy(filled) : filled, lost };
}

/** A text in which nothing shows where a name stood: "Hi , come" becomes "Hi, come". */
function tidy(text: string): string {
  return text
    .replaceAll(/[ \t]+([,.!?;:)])/g, '$1')
    .replaceAll(/([,;:])(?=[.!?])/g, '')
    .replaceAll(/([¡¿(])[ \t]+/g, '$1')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .replaceAll(/^[ \t,.;:]+/gm, '')
    .trim();
}
