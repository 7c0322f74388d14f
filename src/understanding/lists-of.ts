import {
  FRAMES,
  type LanguageWords,
  LEANS,
  MEANINGS,
  type Meaning,
  SIGNS,
} from './lexicon-schema.ts';
import { phraseTraits } from './phrase-traits.ts';
import type { Entry, Layer } from './phrase-tree.ts';

/** A list of phrases, where it stands in the file and what its phrases stand for. */
export type PhraseList = { lines: readonly string[]; path: string; entry: Entry };

const NAMED = {
  ages: ['age', 'age'],
  questions: ['topic', 'question'],
  topics: ['topic', 'topic'],
  reasons: ['reason', 'reason'],
  modes: ['mode', 'mode'],
  languages: ['language', 'name'],
  options: ['option', 'option'],
  picks: ['pick', 'pick'],
  needs: ['need', 'need'],
  flags: ['flag', 'flag'],
} as const satisfies Record<string, readonly [Layer, string]>;

const NUMBERED = {
  numbers: ['people', 'number'],
  durations: ['duration', 'duration'],
} as const satisfies Record<string, readonly [Layer, string]>;

/** A wish that we stop is heard beside whatever else the same words may mean. */
const LAYER_OF: Partial<Record<Meaning, Layer>> = {
  opt_out: 'stop',
  opt_out_alone: 'stop',
  opt_out_some: 'stop',
  opt_out_unsure: 'unease',
  ceasing: 'cease',
  joint: 'joint',
  afterwards: 'afterwards',
  opt_out_last: 'last',
  soft: 'soft',
};

/** All the lists of one language's file. */
export function listsOf(words: LanguageWords): PhraseList[] {
  return [
    ...MEANINGS.map((kind) => list(LAYER_OF[kind] ?? 'meaning', kind, '', kind, words[kind])),
    ...SIGNS.map((kind) => list('sign', kind, '', kind, words[kind])),
    ...LEANS.map((kind) => list('lean', kind, '', kind, words[kind])),
    ...FRAMES.map((kind) => list('frame', kind, '', kind, words[kind])),
    ...Object.entries(words.people).map(([kind, lines]) =>
      list('people', kind, '', `people.${kind}`, lines),
    ),
    ...Object.entries(words.clock).map(([kind, lines]) =>
      list('clock', kind, '', `clock.${kind}`, lines),
    ),
    ...(Object.keys(NUMBERED) as (keyof typeof NUMBERED)[]).flatMap((key) => {
      const [layer, kind] = NUMBERED[key];
      return Object.entries(words[key]).map(([line, value]) =>
        list(layer, kind, String(value), key, [line]),
      );
    }),
    ...(Object.keys(NAMED) as (keyof typeof NAMED)[]).flatMap((key) => {
      const [layer, kind] = NAMED[key];
      return Object.entries(words[key]).map(([value, lines]) =>
        list(layer, kind, value, `${key}.${value}`, lines),
      );
    }),
    list('language', 'request', '', 'language_request', words.language_request),
    list('language', 'send', '', 'language_send', words.language_send),
    list('language', 'not_mine', '', 'not_my_language', words.not_my_language),
  ];
}

function list(
  layer: Layer,
  kind: string,
  value: string,
  path: string,
  lines: readonly string[],
): PhraseList {
  const traits = phraseTraits(layer, kind, value);
  return { lines, path, entry: { layer, kind, value, plain: false, traits } };
}
