import { readFileSync } from 'node:fs';

/** One reply with what a reader heard in it; a line of `test/data/replies/*.tsv`. */
export type LabelledReply = {
  text: string;
  language: string;
  intents: string[];
  facts: Record<string, string>;
  context: string;
};

const REPLIES = new URL(
  `${import.meta.url.includes('/dist/') ? '../' : ''}../../test/data/replies/`,
  import.meta.url,
);

/** The labelled replies of one half, in the file's order. */
export function labelledReplies(half: 'development' | 'evaluation'): LabelledReply[] {
  const [, ...rows] = readFileSync(new URL(`${half}.tsv`, REPLIES), 'utf8')
    .trimEnd()
    .split('\n');
  return rows.map((row) => {
    const [text = '', language = '', intent = '', value = '', context = ''] = row.split('\t');
    return { text, language, intents: intent.split('+').sort(), facts: factsOf(value), context };
  });
}

/** `party_size=3;adults=2` → an object. */
export function factsOf(value: string): Record<string, string> {
  const pairs = value.split(';').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
