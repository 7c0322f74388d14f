import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { ContentError } from '#domain';
import { parseWeights, type Understood, understand, WEIGHED, writeWeights } from '#understanding';
import { learnWeights } from '../../scripts/learn/learn-weights.ts';
import { answersOf, featuresOf } from '../../scripts/learn/network.ts';
import { train } from '../../scripts/learn/train.ts';
import { contextOfText } from '../../scripts/understand/context-of-text.ts';
import { type LabelledReply, labelledReplies } from '../../scripts/understand/labelled-replies.ts';
import { shippedWords, WEIGHTS } from '../../scripts/understand/shipped-lexicon.ts';

const words = shippedWords();

const reply = (text: string, intent: string, context = 'broadcast_info[no_question]') =>
  ({ text, language: 'es', intents: [intent], facts: {}, context }) satisfies LabelledReply;

/** Understood by the rules, and by what some replies have taught beside them. */
function understandBoth(
  text: string,
  context: string,
  taught: LabelledReply[],
): { ruled: Understood; weighed: Understood } {
  const moment = contextOfText(context);
  const weights = learnWeights(taught, words);
  return {
    ruled: understand(text, moment, words),
    weighed: understand(text, moment, { ...words, weights }),
  };
}

test('locales/weights.json is what `npm run learn` writes', { timeout: 300_000 }, () => {
  const learnt = learnWeights(labelledReplies('development'), words);
  // Compared at once: a failure must not print a quarter of a million figures.
  const same = writeWeights(learnt) === readFileSync(WEIGHTS, 'utf8');
  expect(same, 'words or replies have changed: npm run learn').toBe(true);
});

test('weights are read as they were written, and a broken file names its cure', () => {
  const text = readFileSync(WEIGHTS, 'utf8');
  expect(writeWeights(parseWeights(text))).toBe(text);
  const other = JSON.stringify({ ...JSON.parse(text), steps: 'AAAA' });
  expect(() => parseWeights(other)).toThrow(ContentError);
  expect(() => parseWeights(other)).toThrow('npm run learn');
});

test('training parts examples that can be parted, the same each time', () => {
  const examples = Array.from({ length: 100 }, (_, i) => ({
    buckets: [i % 2, 2 + (i % 3)],
    values: [1, 0.5],
    wanted: [i % 2 === 0, i % 2 === 1],
  }));
  const network = train(examples, { buckets: 5, hidden: 8, answers: 2 });
  const answers = (bucket: number) => [
    ...answersOf(featuresOf([bucket, 2], [1, 0.5], network), network),
  ];
  expect(answers(0).map((sum) => sum > 0)).toEqual([true, false]);
  expect(answers(1).map((sum) => sum > 0)).toEqual([false, true]);
  expect(train(examples, network.sizes)).toEqual(network);
});

describe('what replies have taught', () => {
  const innocent = Array.from({ length: 6 }, (_, i) => reply(`gluk ${i} blip mesa`, 'other'));

  it('is heard where no word of ours says anything', () => {
    const taught = [...innocent, reply('zarpo con tumbo', 'late'), reply('zarpo y tumbo', 'late')];
    const { ruled, weighed } = understandBoth('zarpo el tumbo', innocent[0]!.context, taught);
    expect(ruled.intents).toEqual(['other']);
    expect(weighed.intents).toEqual(['late']);
  });

  it('stops nobody by itself: she is asked', () => {
    const taught = [...innocent, reply('zarpo tumbo', 'opt_out'), reply('zarpo tumba', 'opt_out')];
    const { weighed } = understandBoth('zarpo el tumbo', innocent[0]!.context, taught);
    expect(weighed.intents).toContain('opt_out');
    expect(weighed.confirmNeeded).toBe(true);
  });

  it('gives no consent by itself: she is asked', () => {
    const taught = [...innocent, reply('zarpo tumbo', 'opt_in'), reply('zarpo tumba', 'opt_in')];
    const { weighed } = understandBoth('zarpo el tumbo', innocent[0]!.context, taught);
    expect(weighed.intents).toContain('opt_in');
    expect(weighed.confirmNeeded).toBe(true);
  });

  it('never turns a wish that we stop into something else', () => {
    const text = 'ya no me manden mensajes';
    const taught = [...innocent, ...Array.from({ length: 9 }, () => reply(text, 'thanks'))];
    const { ruled, weighed } = understandBoth(text, innocent[0]!.context, taught);
    expect(ruled.intents).toEqual(['opt_out']);
    expect(weighed.intents).toContain('opt_out');
  });

  it.each(['STOP', 'alto', 'padres'])(
    'changes nothing of "%s": a word alone is known or not',
    (text) => {
      const taught = [...innocent, reply(text, 'yes'), reply(text, 'yes')];
      const { ruled, weighed } = understandBoth(text, innocent[0]!.context, taught);
      expect(weighed).toEqual(ruled);
    },
  );

  it('is not asked of words that are in no language', () => {
    const taught = [...innocent, reply('zxcv qwer', 'yes'), reply('zxcv qwer', 'yes')];
    const { ruled, weighed } = understandBoth('zxcv qwer', innocent[0]!.context, taught);
    expect(weighed).toEqual(ruled);
  });

  it('is not asked in a moment of which no reply was seen', () => {
    const taught = [...innocent, reply('zarpo tumbo', 'yes'), reply('zarpo tumbo', 'yes')];
    const { ruled, weighed } = understandBoth(
      'zarpo tumbo',
      'rsvp_childcare[need_childcare?]',
      taught,
    );
    expect(weighed).toEqual(ruled);
  });
});

test('every intent but thanks is weighed', () => {
  expect(WEIGHED).toHaveLength(14);
  expect(WEIGHED as readonly string[]).not.toContain('thanks');
});
