export { AUDIO_TYPES, type Recordings } from './audio.ts';
export { checkAudioFiles } from './checks/check-audio.ts';
export { checkContent } from './checks/check-content.ts';
export { ownTextCures } from './checks/own-text.ts';
export { contentWarnings } from './checks/warnings.ts';
export { COMMON_TEXTS, type CommonKey, type JoinKey } from './common-texts.ts';
export { type Content, contentFromSources, sources } from './content.ts';
export { fillText } from './fill-text.ts';
export { DATE_FORMATS } from './format-date.ts';
export {
  hasPlurals,
  isKnownLocale,
  LanguageSettings,
} from './language-settings.ts';
export { FALLBACK_LANGUAGE, folderOf, WHOLE_LANGUAGES } from './languages.ts';
export { loadContent } from './load-content.ts';
export {
  currentContent,
  openPublished,
  type Published,
  publish,
  publishedLanguages,
} from './open-published.ts';
export { BUTTON_LETTERS, buttonTitles, optionKeys, optionsText } from './options.ts';
export type { Rendered, RenderRequest, Values } from './renderer.ts';
export { fingerprints, parseReview, type Review } from './review.ts';
export { type ContentDirs, readSources, type Sources, versionOf } from './sources.ts';
export { answerKey, isTopic, mayBecomeFact, needsWorkshop, TOPICS, type Topic } from './topics.ts';
export { type TranslatableText, translatableTexts } from './translatable.ts';
