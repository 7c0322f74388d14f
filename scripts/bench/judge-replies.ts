import type { LabelledReply } from '../understand/labelled-replies.ts';

/** What was heard in one reply. */
export type Heard = {
  intents: readonly string[];
  facts: Record<string, string>;
  confirmNeeded: boolean;
};

/** How one reply was heard, beside its label. */
export type Verdict = {
  reply: LabelledReply;
  heard: Heard;
  intentRight: boolean;
  factsRight: boolean;
};

/** Facts of the first sample that nobody asks for (issue 5, point 1), and what is judged by itself. */
const NOT_ASKED_FOR = new Set([
  'child',
  'grade',
  'greeting',
  'media',
  'name',
  'prefers',
  'sentiment',
  'issue',
  'confirm_needed',
]);

/** Compares what was heard with the label: the same set of intents, every expected fact with its value. */
export function judge(reply: LabelledReply, heard: Heard): Verdict {
  const expected = Object.entries(reply.facts).filter(([key]) => !NOT_ASKED_FOR.has(key));
  return {
    reply,
    heard,
    intentRight: [...heard.intents].sort().join('+') === reply.intents.join('+'),
    factsRight: expected.every(([key, value]) => heard.facts[key] === value),
  };
}

/** The two harmful errors and the questions back: shares in 100, and counts. */
export function harm(verdicts: readonly Verdict[]) {
  const stops = verdicts.filter(({ reply }) => reply.intents.includes('opt_out'));
  const innocent = verdicts.filter(({ reply }) => !reply.intents.includes('opt_out'));
  const hears = ({ heard }: Verdict) => heard.intents.includes('opt_out');
  return {
    stops: stops.length,
    missed: stops.filter((verdict) => !hears(verdict)),
    innocent: innocent.length,
    stopped: innocent.filter((verdict) => hears(verdict) && !verdict.heard.confirmNeeded),
    askedAbout: innocent.filter((verdict) => hears(verdict) && verdict.heard.confirmNeeded),
  };
}

/** The share of verdicts of which `right` holds, in 100. */
export function share(verdicts: readonly Verdict[], right: (v: Verdict) => boolean): number {
  return verdicts.length === 0 ? 100 : (100 * verdicts.filter(right).length) / verdicts.length;
}
