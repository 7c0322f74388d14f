import type { Language } from '#domain';

/** The language of who has none of ours: the programmes are Spanish-first. */
export const FALLBACK_LANGUAGE: Language = 'es';

/**
 * The languages that must have every text: what others lack is said in one of them. Any other folder may be
 * begun and go live text by text.
 */
export const WHOLE_LANGUAGES: readonly Language[] = ['es', 'en'];

/** The folder that has a language's words: its own, or its base's (`es` for `es-MX`); null where there is none. */
export function folderOf(language: Language, known: readonly Language[]): Language | null {
  return [language, language.split('-')[0]!].find((name) => known.includes(name)) ?? null;
}

/**
 * In which languages a text is looked for, in order: each one wished for, its base (`es` for `es-MX`), then
 * the fallback; only such as there are, and at least one of them.
 */
export function languageChain(
  wished: readonly (Language | undefined)[],
  known: readonly Language[],
): Language[] {
  const names = [...wished, FALLBACK_LANGUAGE].flatMap((name) =>
    name === undefined ? [] : [name, name.split('-')[0]!],
  );
  const there = [...new Set(names)].filter((name) => known.includes(name));
  return there.length > 0 ? there : known.slice(0, 1);
}
