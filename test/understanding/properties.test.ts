import { describe, expect, it } from 'vitest';
import { understand } from '#understanding';
import { contextOfText } from '../../scripts/understand/context-of-text.ts';
import { type LabelledReply, labelledReplies } from '../../scripts/understand/labelled-replies.ts';
import { shippedLexicon } from '../../scripts/understand/shipped-lexicon.ts';

const lexicon = shippedLexicon();
/** Every fifth reply in words: of emoji and bare digits there is nothing to write otherwise. */
const replies = labelledReplies('development')
  .filter(({ text }) => /\p{L}{3}/u.test(text))
  .filter((_, i) => i % 5 === 0);

const intentsOf = ({ text, context }: LabelledReply): string =>
  [...understand(text, contextOfText(context), lexicon).intents].sort().join('+');

/** The share of replies that mean the same when they are written another way. */
function unchanged(write: (text: string) => string): number {
  const same = replies.filter(
    (reply) => intentsOf(reply) === intentsOf({ ...reply, text: write(reply.text) }),
  );
  return same.length / replies.length;
}

describe('a meaning does not change', () => {
  it('in capitals', () => {
    expect(unchanged((text) => text.toUpperCase())).toBeGreaterThan(0.995);
  });
  it('without accents, where none tells "sí" from "if"', () => {
    const bare = (text: string) =>
      text.replace(/[áéíóú]/giu, (letter) => letter.normalize('NFD')[0]!);
    expect(unchanged(bare)).toBeGreaterThan(0.99);
  });
  it('with a courtesy after it', () => {
    expect(unchanged((text) => `${text} por favor`)).toBeGreaterThan(0.95);
    expect(unchanged((text) => `${text}, please`)).toBeGreaterThan(0.95);
  });
  it('with its last letter stretched', () => {
    expect(unchanged((text) => text.replace(/([aeiou])$/u, '$1$1$1$1'))).toBeGreaterThan(0.99);
  });
  it('with an emoji that says nothing', () => {
    expect(unchanged((text) => `${text} 😊`)).toBeGreaterThan(0.99);
  });
});
