import { describe, expect, it } from 'vitest';
import { hearReplies } from '../../scripts/bench/hear-replies.ts';
import { harm, share } from '../../scripts/bench/judge-replies.ts';
import { labelledReplies } from '../../scripts/understand/labelled-replies.ts';

const development = hearReplies(labelledReplies('development'));
const evaluation = hearReplies(labelledReplies('evaluation'));

describe('the development half', () => {
  it('has the intents and facts of nearly every reply right', () => {
    expect(development.length).toBeGreaterThan(3200);
    expect(share(development, ({ intentRight }) => intentRight)).toBeGreaterThanOrEqual(95.5);
    expect(share(development, ({ factsRight }) => factsRight)).toBeGreaterThanOrEqual(96);
  });

  it('has every opt-out heard, and no innocent reply taken for one', () => {
    const { stops, missed, stopped } = harm(development);
    expect(stops).toBeGreaterThan(600);
    expect(missed.map(({ reply }) => reply.text)).toEqual([]);
    expect(stopped.map(({ reply }) => reply.text)).toEqual([]);
  });

  it('has at most two innocent replies in a hundred asked about', () => {
    const { innocent, askedAbout } = harm(development);
    expect(askedAbout.length / innocent).toBeLessThanOrEqual(0.02);
  });
});

// Nobody looks at these replies while the words are gathered, so a failure tells the figure only.
describe('the evaluation half', () => {
  it('has most intents and facts right', () => {
    expect(evaluation.length).toBeGreaterThan(800);
    expect(share(evaluation, ({ intentRight }) => intentRight)).toBeGreaterThanOrEqual(85);
    expect(share(evaluation, ({ factsRight }) => factsRight)).toBeGreaterThanOrEqual(89);
  });

  it('has most opt-outs heard, and hardly an innocent reply taken for one', () => {
    const { stops, missed, innocent, stopped, askedAbout } = harm(evaluation);
    expect(missed.length / stops).toBeLessThanOrEqual(0.07);
    expect(stopped.length).toBeLessThanOrEqual(2);
    expect(askedAbout.length / innocent).toBeLessThanOrEqual(0.02);
  });
});
