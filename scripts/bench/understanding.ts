import { labelledReplies } from '../understand/labelled-replies.ts';
import { hearReplies, timeReplies } from './hear-replies.ts';
import { harm, share, type Verdict } from './judge-replies.ts';
import { measurePeer, trainPeer } from './peer.ts';

const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * How well and how fast replies are understood, on both halves of the labelled set, with node-nlp trained
 * on the development half beside it. Prints tables of figures, no reply's text; gives the closing line.
 */
export async function benchUnderstanding(): Promise<object> {
  const development = labelledReplies('development');
  const evaluation = labelledReplies('evaluation');
  report('development', hearReplies(development));
  const ours = hearReplies(evaluation);
  report('evaluation', ours);
  const us = timeReplies(evaluation);
  console.log('\nTraining @nlpjs/nlp on the development half…');
  const peer = await trainPeer(development);
  const theirs = await measurePeer(peer, evaluation);
  const sideBySide = [
    { name: 'puente', verdicts: ours, usPerReply: us },
    { name: peer.name, ...theirs },
  ];
  console.log('\nSide by side, on the evaluation half');
  console.table(
    sideBySide.map(({ name, verdicts, usPerReply }) => {
      const { stops, missed, stopped } = harm(verdicts);
      return {
        name,
        'intent %': round(share(verdicts, (v) => v.intentRight)),
        'opt-out recall %': round(100 - (100 * missed.length) / stops),
        'false opt-outs': stopped.length,
        'µs/reply': round(usPerReply),
      };
    }),
  );
  const { stops, missed, stopped } = harm(ours);
  return {
    name: 'understanding',
    intent: round(share(ours, (v) => v.intentRight)),
    facts: round(share(ours, (v) => v.factsRight)),
    optOutRecall: round(100 - (100 * missed.length) / stops),
    falseOptOuts: stopped.length,
    usPerReply: round(us),
    peerIntent: round(share(theirs.verdicts, (v) => v.intentRight)),
    peerUsPerReply: round(theirs.usPerReply),
  };
}

function report(half: string, verdicts: readonly Verdict[]): void {
  console.log(`\nThe ${half} half: ${verdicts.length} replies`);
  table(verdicts, 'context', (v) => v.reply.context.split('[')[0]!);
  table(verdicts, 'language', (v) => v.reply.language);
  table(verdicts, 'intent', (v) => v.reply.intents.join('+'));
  confusion(verdicts);
  const { stops, missed, innocent, stopped, askedAbout } = harm(verdicts);
  console.log(`Opt-outs heard: ${stops - missed.length} of ${stops}.`);
  console.log(
    `Innocent replies taken for one: ${stopped.length} of ${innocent}; asked about: ${askedAbout.length}.`,
  );
}

function table(
  verdicts: readonly Verdict[],
  title: string,
  keyOf: (verdict: Verdict) => string,
): void {
  const groups = Object.entries(Object.groupBy(verdicts, keyOf)) as [string, Verdict[]][];
  const rows = groups
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([key, group]) => ({
      [title]: key,
      replies: group.length,
      'intent %': round(share(group, (v) => v.intentRight)),
      'facts %': round(share(group, (v) => v.factsRight)),
    }));
  console.table(rows);
}

/** What was heard in place of what was said, most frequent first. */
function confusion(verdicts: readonly Verdict[]): void {
  const wrong = verdicts.filter(({ intentRight }) => !intentRight);
  const pairs = Object.groupBy(
    wrong,
    ({ reply, heard }) => `${reply.intents.join('+')} → ${[...heard.intents].sort().join('+')}`,
  );
  const rows = Object.entries(pairs)
    .map(([pair, list = []]) => ({ confusion: pair, replies: list.length }))
    .sort((a, b) => b.replies - a.replies);
  console.table(rows);
}
