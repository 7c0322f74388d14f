import { describe, expect, it, test } from 'vitest';
import { understand } from '#understanding';
import { shippedLexicon } from './lexicon.ts';
import { CONTEXTS, type Reply, readSample } from './sample.ts';

const lexicon = shippedLexicon();
// Hmong has no words of its own yet.
const sample = readSample().filter((reply) => CONTEXTS[reply.context] && reply.language !== 'hmn');

const read = (reply: Reply) => understand(reply.text, CONTEXTS[reply.context]!, lexicon);
const intentsOf = (reply: Reply) => [...read(reply).intents].sort().join('+');
const shareRight = (replies: Reply[]) =>
  replies.filter((reply) => intentsOf(reply) === reply.intents).length / replies.length;

describe('of the labelled replies, with all their intents right', () => {
  test.each([
    ['rsvp_reminder', 130, 0.95],
    ['rsvp_reminder_already_confirmed', 11, 0.9],
    ['rsvp_headcount', 14, 0.92],
    ['rsvp_childcare', 4, 1],
    ['waitlist_spot_offer', 2, 1],
    ['consent_request', 16, 0.93],
  ] as const)('to %s (%i of them) at least a share of %f', (context, count, floor) => {
    const replies = sample.filter((reply) => reply.context === context);
    expect(replies.length).toBe(count);
    expect(shareRight(replies)).toBeGreaterThanOrEqual(floor);
  });
});

describe('opt-outs in the labelled replies', () => {
  const stops = sample.filter((reply) => reply.intents === 'opt_out');

  it('are all heard, and the clear ones without asking back', () => {
    expect(stops.length).toBeGreaterThan(15);
    for (const reply of stops) {
      expect(intentsOf(reply), reply.text).toBe('opt_out');
      const unclear = /confirm_needed|scope=partial/.test(reply.value);
      if (!unclear) expect(read(reply).confirmNeeded, reply.text).toBe(false);
    }
  });

  it('are heard in nothing else', () => {
    const others = sample.filter((reply) => reply.intents !== 'opt_out');
    expect(others.length).toBeGreaterThan(180);
    for (const reply of others) {
      expect(read(reply).intents, reply.text).not.toContain('opt_out');
    }
  });
});

it('gets the number of people right wherever the sample says one', () => {
  const counted = sample.filter((reply) => /party_size=/.test(reply.value));
  expect(counted.length).toBeGreaterThan(18);
  for (const reply of counted) {
    const expected = /party_size=(\w+)/.exec(reply.value)?.[1];
    expect(read(reply).facts.party_size, reply.text).toBe(expected);
  }
});

it('gets the topic of a question right wherever the sample says one', () => {
  const asked = sample.filter(
    (reply) => /(^|;)topic=/.test(reply.value) && /question/.test(reply.intents),
  );
  expect(asked.length).toBeGreaterThan(30);
  const right = asked.filter((reply) => {
    const topic = /topic=(\w+)/.exec(reply.value)?.[1] ?? '';
    return read(reply).facts.topic?.split(',').includes(topic);
  });
  expect(right.length / asked.length).toBeGreaterThanOrEqual(0.95);
});

it('names the language of most replies as a reader does', () => {
  const spoken = sample.filter((reply) => ['es', 'en'].includes(reply.language));
  const right = spoken.filter((reply) => read(reply).language === reply.language);
  expect(right.length / spoken.length).toBeGreaterThan(0.9);
});
