import { understand } from '#understanding';
import { contextOfText } from '../understand/context-of-text.ts';
import { labelOf } from '../understand/label-of.ts';
import { factsOf, type LabelledReply } from '../understand/labelled-replies.ts';
import { shippedLexicon } from '../understand/shipped-lexicon.ts';
import { judge, type Verdict } from './judge-replies.ts';

const lexicon = shippedLexicon();

/** Reads replies with the words as they are shipped, and judges each by its label. */
export function hearReplies(replies: readonly LabelledReply[]): Verdict[] {
  return replies.map((reply) => {
    const understood = understand(reply.text, contextOfText(reply.context), lexicon);
    const { intents, confirmNeeded } = understood;
    return judge(reply, { intents, facts: factsOf(labelOf(understood).value), confirmNeeded });
  });
}

/**
 * Microseconds a reply on one core, as this thread's own time, so that a busy machine makes no difference:
 * the median of several rounds, after some to warm up.
 */
export function timeReplies(replies: readonly LabelledReply[]): number {
  const moments = replies.map(({ text, context }) => ({ text, context: contextOfText(context) }));
  const round = (): number => {
    const begun = threadMicroseconds();
    for (const { text, context } of moments) understand(text, context, lexicon);
    return (threadMicroseconds() - begun) / moments.length;
  };
  for (let i = 0; i < 5; i += 1) round();
  return median(Array.from({ length: 15 }, round));
}

/** The time this thread has computed so far. */
export function threadMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
