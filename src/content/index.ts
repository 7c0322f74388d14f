export { checkContent } from './checks/check-content.ts';
export { COMMON_TEXTS, type CommonKey } from './common-texts.ts';
export { type Content, contentFromSources, sources } from './content.ts';
export { loadContent } from './load-content.ts';
export { openPublished, type Published, publish } from './open-published.ts';
export { FALLBACK_LANGUAGE, type RenderRequest, type Values } from './renderer.ts';
export { type ContentDirs, readSources, type Sources, versionOf } from './sources.ts';
export { answerKey, isTopic, needsWorkshop, TOPICS, type Topic } from './topics.ts';
