export { checkContent } from './checks/check-content.ts';
export { contentWarnings } from './checks/warnings.ts';
export { COMMON_TEXTS, type CommonKey } from './common-texts.ts';
export { type Content, contentFromSources, sources } from './content.ts';
export {
  hasPlurals,
  isKnownLocale,
  LanguageSettings,
} from './language-settings.ts';
export { FALLBACK_LANGUAGE, WHOLE_LANGUAGES } from './languages.ts';
export { loadContent } from './load-content.ts';
export { openPublished, type Published, publish } from './open-published.ts';
export { BUTTON_LETTERS, buttonTitles, optionKeys, optionsText } from './options.ts';
export type { Rendered, RenderRequest, Values } from './renderer.ts';
export { fingerprints, parseReview, type Review } from './review.ts';
export { type ContentDirs, readSources, type Sources, versionOf } from './sources.ts';
export { answerKey, isTopic, mayBecomeFact, needsWorkshop, TOPICS, type Topic } from './topics.ts';
export { type TranslatableText, translatableTexts } from './translatable.ts';
