import {
  type Content,
  contentFromSources,
  hasPlurals,
  type LanguageSettings,
  type Sources,
} from '#content';
import { toJson } from './to-json.ts';

/** The content with a language begun, if it is not there: no texts, and only the plurals of its own. */
export function withLanguage(content: Content, language: string, like: string): Content {
  if (content.languages.includes(language)) return content;
  const settings = {
    ...content.texts[like]!.settings,
    // What nobody knows the forms of is taken to have one, as Vietnamese has.
    plurals: hasPlurals(language) ? language : 'vi',
  };
  return contentFromSources(withSettings(content.sources, language, settings));
}

/** Sources with a language's settings put in place. */
export function withSettings(
  sources: Sources,
  language: string,
  settings: LanguageSettings,
): Sources {
  return withFile(sources, `locales/${language}/language.json`, toJson(settings));
}

/** Sources with one file put in place of the one there is, or added. */
export function withFile({ files }: Sources, path: string, text: string): Sources {
  return { files: [...files.filter((file) => file.path !== path), { path, text }] };
}
