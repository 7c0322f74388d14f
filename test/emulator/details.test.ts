import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTimes } from '../../src/emulator/phones/times.ts';
import { createGate } from '../../src/emulator/webhook/gate.ts';
import { readOverrides } from '../../src/emulator/webhook/overrides.ts';
import { signForm } from '../../src/emulator/webhook/signature.ts';
import { twimlMessages } from '../../src/emulator/webhook/twiml.ts';

type Vector = {
  name: string;
  authToken: string;
  url: string;
  params: Record<string, string>;
  signature: string;
};
const file = new URL('../data/twilio-signature-vectors.json', import.meta.url);
const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8')).vectors;
// The other vectors were signed over another spelling of their URL, which only a validator has to guess.
const plain = ['default', 'http with port 1234', 'docs worked example'];

describe('our own signature', () => {
  test.each(plain)('is Twilio’s: %s', (name) => {
    const vector = vectors.find((each) => each.name === name)!;
    expect(signForm(vector.authToken, vector.url, vector.params)).toBe(vector.signature);
  });
});

describe('connection overrides', () => {
  test('have Twilio’s defaults', () => {
    const { url, overrides } = readOverrides('https://user:secret@example.org:8443/a?b=ñ');
    expect(url).toBe('https://example.org:8443/a?b=ñ');
    expect({ ...overrides, retryOn: [...overrides.retryOn] }).toEqual({
      connectMs: 5000,
      readMs: 15_000,
      totalMs: 15_000,
      retries: 1,
      retryOn: ['ct'],
    });
  });

  test('are read from the fragment, and wrong ones are as if not there', () => {
    const read = (hash: string) => readOverrides(`http://example.org/${hash}`).overrides;
    expect([...read('#rp=4xx,rt').retryOn]).toEqual(['rt', '4xx']);
    expect(read('#rc=2&ct=700&rt=800&tt=900')).toMatchObject({
      retries: 2,
      connectMs: 700,
      readMs: 800,
      totalMs: 900,
    });
    expect(read('#rc=9&ct=1&rt=60000')).toMatchObject({
      retries: 1,
      connectMs: 5000,
      readMs: 15_000,
    });
  });
});

test('a gate lets no more through than it may, and all in the end', async () => {
  const gate = createGate(3);
  let now = 0;
  let most = 0;
  const work = async (n: number) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    if (n === 4) throw new Error('four');
    return n;
  };
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => gate(() => work(n))),
  );
  expect(most).toBe(3);
  expect(results.filter((each) => each.status === 'rejected')).toHaveLength(1);
});

test('TwiML without messages, or that is none, answers nothing', () => {
  for (const xml of ['', '<Response/>', '<Response></Response>', '<Message/>', 'Hola']) {
    expect(twimlMessages(xml)).toEqual([]);
  }
});

test('times on the page are those of its zone and language', () => {
  const english = createTimes('en', 'America/Los_Angeles');
  const spanish = createTimes('es', 'America/Los_Angeles');
  expect(english.dayOf('2026-11-08T02:05:00Z')).toBe('Saturday, November 7');
  expect(spanish.dayOf('2026-11-08T02:05:00Z')).toBe('sábado, 7 de noviembre');
  expect(english.timeOf('2026-11-08T02:05:00Z')).toMatch(/^6:05\sPM$/);
});
