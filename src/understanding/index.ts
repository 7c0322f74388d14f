export { type Lexicon, parseLexicon } from './lexicon.ts';
export { LanguageWords } from './lexicon-schema.ts';
export { understand } from './understand.ts';
export * from './understood.ts';
