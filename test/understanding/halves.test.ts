import { describe, expect, it } from 'vitest';
import { hearReplies } from '../../scripts/bench/hear-replies.ts';
import { harm, share } from '../../scripts/bench/judge-replies.ts';
import { labelledReplies } from '../../scripts/understand/labelled-replies.ts';

const development = hearReplies(labelledReplies('development'));
const evaluation = hearReplies(labelledReplies('evaluation'));

describe('the development half', () => {
  it('has the intents and facts of nearly every reply right', () => {
    expect(development.length).toBeGreaterThan(13000);
    expect(share(development, ({ intentRight }) => intentRight)).toBeGreaterThanOrEqual(96);
    expect(share(development, ({ factsRight }) => factsRight)).toBeGreaterThanOrEqual(92);
  });

  it('has nearly every opt-out heard, and hardly an innocent reply taken for one', () => {
    const { stops, missed, innocent, stopped } = harm(development);
    expect(stops).toBeGreaterThan(2800);
    expect(missed.length / stops).toBeLessThanOrEqual(0.005);
    expect(stopped.length / innocent).toBeLessThanOrEqual(0.001);
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
    expect(share(evaluation, ({ intentRight }) => intentRight)).toBeGreaterThanOrEqual(92.5);
    expect(share(evaluation, ({ factsRight }) => factsRight)).toBeGreaterThanOrEqual(91);
  });

  it('has most opt-outs heard, and hardly an innocent reply taken for one', () => {
    const { stops, missed, innocent, stopped, askedAbout } = harm(evaluation);
    expect(missed.length / stops).toBeLessThanOrEqual(0.025);
    expect(stopped.length).toBeLessThanOrEqual(1);
    expect(askedAbout.length / innocent).toBeLessThanOrEqual(0.02);
  });
});
