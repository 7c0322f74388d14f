import { WHOLE_LANGUAGES } from '#content';
import type { Draft } from './draft.ts';
import { factOf, withMergeFields } from './expressions.ts';
import { knownFacts, type Shape } from './graph.ts';
import type { Source } from './source.ts';
import { quoted, type Words } from './spoken.ts';
import { STOCK } from './stock-texts.ts';

/**
 * Brings the texts of a draft to what Puente writes: merge fields for expressions, plain signs, every text in the
 * languages that must be whole, and none in a language that has no folder. What that takes out is listed.
 */
export function finishTexts(source: Source, draft: Draft, shape: Shape): void {
  dropUnsaid(draft);
  const known = knownFacts(draft, shape);
  for (const [key, words] of draft.texts) {
    const here = known.get(nodeOf(draft, key)) ?? new Set<string>();
    draft.texts.set(key, fielded(source, draft, key, words, here));
  }
  dropStrangeLanguages(source, draft);
  dropPartOfOptions(draft);
  fillWhole(source, draft);
  for (const [key, words] of draft.texts) draft.texts.set(key, agreeing(draft, key, words));
}

/** The node that says a text: `topic_unclear` and `topic_options.health` are of `topic`. */
export function nodeOf(draft: Draft, key: string): string {
  const name = key.replace(/_options\..*$/, '');
  return draft.nodes.has(name) ? name : name.replace(/_(unclear|nudge)$/, '');
}

function dropUnsaid(draft: Draft): void {
  for (const key of draft.texts.keys())
    if (!draft.nodes.has(nodeOf(draft, key))) draft.texts.delete(key);
}

function fielded(
  source: Source,
  draft: Draft,
  key: string,
  words: Words,
  known: Set<string>,
): Words {
  const lost = new Set<string>();
  const fieldFor = (expression: string): string | null => {
    if (/^@globals\.\w*org\w*$/i.test(expression)) return 'organisation';
    const fact = factOf(draft, expression);
    if (fact === null || !known.has(fact)) return null;
    const answer = [...draft.answers.values()].find((one) => one.fact === fact);
    if (!answer || answer.kind === 'option') return null;
    return answer.kind === 'date' ? `${fact}, longDate` : fact;
  };
  const written = Object.entries(words).map(([language, text]) => {
    const filled = withMergeFields(text, fieldFor);
    for (const one of filled.lost) lost.add(one);
    return [language, plain(filled.text)] as const;
  });
  if (lost.size > 0)
    draft.lost.push({
      at: nodeOf(draft, key),
      was: `a text that speaks of ${[...lost].join(', ')}: ${quoted(words, source.language)}`,
      instead: 'it was left out, as no fact of this flow holds it there: read the text over',
    });
  return Object.fromEntries(
    written.map(([language, text]) => [language, text || missing(language)]),
  );
}

function missing(language: string): string {
  return STOCK.missing[language as 'es'] ?? STOCK.missing.en;
}

/** Signs that cost an SMS dearly, as every phone writes them; and no blanks that nobody sees. */
export function plain(text: string): string {
  return text
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll('…', '...')
    .replaceAll(/[—–]/g, '-')
    .replaceAll(/[\u00a0\u202f\t]/g, ' ')
    .replaceAll('\r', '')
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' ').trim())
    .join('\n')
    .trim();
}

function dropStrangeLanguages({ languages }: Source, draft: Draft): void {
  const strange = new Map<string, string[]>();
  for (const [key, words] of draft.texts) {
    for (const [language, text] of Object.entries(words)) {
      if (languages.includes(language)) continue;
      strange.set(language, [...(strange.get(language) ?? []), `${key}: "${text}"`]);
    }
  }
  for (const [language, texts] of strange)
    draft.lost.push({
      at: 'all',
      was: `texts in ${language}, ${texts.join('; ')}`,
      instead: `there is no folder locales/${language}: begin it by npm run translate -- export ${language}, and put them there`,
    });
}

/** A language that need not be whole names all options of a question or none: what it has of them is listed. */
function dropPartOfOptions(draft: Draft): void {
  for (const [name, { options }] of draft.nodes) {
    const keys = ((options ?? []) as string[]).map((option) => `${name}_options.${option}`);
    const labels = keys.map((key) => draft.texts.get(key) ?? {});
    for (const language of new Set(labels.flatMap(Object.keys))) {
      if (WHOLE_LANGUAGES.includes(language) || labels.every((words) => words[language])) continue;
      const there = labels.flatMap((words) => words[language] ?? []);
      draft.lost.push({
        at: name,
        was: `some of the answers in ${language}: ${there.map((word) => `"${word}"`).join(', ')}`,
        instead: 'a language names all answers of a question or none: add them when all are there',
      });
      for (const [i, key] of keys.entries()) {
        const { [language]: _, ...others } = labels[i]!;
        labels[i] = others;
        draft.texts.set(key, others);
      }
    }
  }
}

/** Spanish and English have every text: what one lacks stands there in the other, to be translated. */
function fillWhole(source: Source, draft: Draft): void {
  const filled = new Map<string, string[]>();
  for (const [key, words] of draft.texts) {
    const kept = Object.entries(words).filter(([language]) => source.languages.includes(language));
    const others = [
      ...WHOLE_LANGUAGES.map((language) => words[language]),
      words[source.language],
      ...Object.values(words),
    ];
    const spare = others.find((text) => text !== undefined);
    const whole: Words = Object.fromEntries(kept);
    for (const language of WHOLE_LANGUAGES) {
      if (whole[language] !== undefined || spare === undefined) continue;
      whole[language] = spare;
      filled.set(language, [...(filled.get(language) ?? []), key]);
    }
    draft.texts.set(key, whole);
  }
  for (const [language, keys] of filled)
    draft.changed.push({
      at: 'all',
      was: `${keys.length} texts have no translation (${language}): ${keys.join(', ')}`,
      instead: `they stand in another language in locales/${language}: translate them by npm run translate -- export ${language}`,
    });
}

/** The same values in every language: one that not all speak of is left out of all. */
export function agreeing(draft: Draft, key: string, words: Words): Words {
  const spoken = Object.values(words).map((text) => new Set(text.match(/\{\{[^}]*\}\}/g)));
  const all = new Set(spoken.flatMap((some) => [...some]));
  const odd = [...all].filter((value) => !spoken.every((some) => some.has(value)));
  if (odd.length === 0) return words;
  draft.lost.push({
    at: nodeOf(draft, key),
    was: `${odd.join(', ')} in one language only: ${quoted(words, 'es')}`,
    instead: 'it was left out of all: write it into each, or into none',
  });
  return without(words, odd);
}

/** Words without some of their values. */
export function without(words: Words, values: readonly string[]): Words {
  const cleared = Object.entries(words).map(([language, text]) => [
    language,
    plain(values.reduce((left, value) => left.replaceAll(value, ''), text)) || missing(language),
  ]);
  return Object.fromEntries(cleared);
}
