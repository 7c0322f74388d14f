export { type Lexicon, parseLexicon } from './lexicon.ts';
export { LanguageWords } from './lexicon-schema.ts';
export { readMessage } from './reading.ts';
export { type Traits, traitsOf } from './traits.ts';
export { understand } from './understand.ts';
export * from './understood.ts';
export { TENTHS } from './weigh.ts';
export {
  HIDDEN,
  parseWeights,
  WEIGHED,
  WEIGHTS_FILE,
  type Weights,
  writeWeights,
} from './weights.ts';
export { BUCKETS } from './word-traits.ts';
