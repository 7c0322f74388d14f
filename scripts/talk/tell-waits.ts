import type { Content } from '#content';
import { DAY, HOUR, MINUTE } from '#domain';
import type { Conversation, Flow } from '#engine';

/** What a conversation waits for, and what comes by itself (`due` says when), in a line. */
export function waitsText(content: Content, conversation: Conversation, due: string): string {
  const { waits, at, flow } = conversation;
  if (waits.for === 'time') return `at ${at} for a time${due || ', which is not known'}`;
  if (waits.for !== 'reply') return `at ${at}`;
  const options = waits.options.map((option, i) => `${i + 1} ${option}`).join(', ');
  const told = options === '' ? '' : ` (${options})`;
  const { expects, silence } = waits;
  const falls = silence
    ? `after ${lengthText(silence.afterMs)} of silence${due} ${silenceText(content.flow(flow), conversation)}`
    : 'silence changes nothing';
  return `at ${at} for ${expects}${told}; ${falls}`;
}

/** What the flow does when that silence falls. */
function silenceText(flow: Flow, { at, nudged = 0 }: Conversation): string {
  const node = flow.nodes[at!];
  const step = node?.type === 'ask' ? node.silence[nudged] : undefined;
  if (step?.say !== undefined) return `it says ${step.say}`;
  return step?.go === undefined ? 'it ends' : `it goes to ${step.go}`;
}

/** Milliseconds as `3 h`, `2 days`, `30 min`. */
function lengthText(ms: number): string {
  if (ms % DAY === 0) return ms === DAY ? '1 day' : `${ms / DAY} days`;
  return ms % HOUR === 0 ? `${ms / HOUR} h` : `${Math.round(ms / MINUTE)} min`;
}
