import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countSegments, normaliseText, smartEncode } from '#domain';

type Vector = {
  name?: string;
  body: string;
  encoding?: string;
  segments?: number;
  messageSizeBits?: number;
  everyCharNonGsm7?: boolean;
  smartEncoding?: boolean;
  nonGsm?: string[];
  afterSmartEncoding?: string;
};

const read = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8');
const vectors: { upstream: Vector[]; spanish: Vector[] } = JSON.parse(
  read('sms-segment-vectors.json'),
);

describe('countSegments agrees with the upstream calculator', () => {
  test.each(vectors.upstream.map((v, i) => [i, v.name, v] as const))('%i %s', (_i, _name, v) => {
    const counted = countSegments(v.body);
    if (v.encoding) expect(counted.encoding).toBe(v.encoding);
    if (v.segments) expect(counted.segments).toBe(v.segments);
    if (v.messageSizeBits) {
      expect(counted.units * (counted.encoding === 'GSM-7' ? 7 : 16)).toBe(v.messageSizeBits);
    }
    if (v.everyCharNonGsm7) {
      for (const char of v.body) expect(countSegments(char).forcedBy).toBe(char);
    }
    if (v.nonGsm) expect(counted.forcedBy).toBe(v.nonGsm[0]);
  });
});

describe('countSegments agrees on our Spanish messages', () => {
  test.each(vectors.spanish.map((v, i) => [i, v] as const))('%i', (_i, v) => {
    const text = v.smartEncoding ? smartEncode(v.body) : v.body;
    if (v.smartEncoding) expect(text).toBe(v.afterSmartEncoding);
    const counted = countSegments(text);
    expect(counted.encoding).toBe(v.encoding);
    expect(counted.segments).toBe(v.segments);
    expect(counted.forcedBy).toBe(v.nonGsm?.[0] ?? null);
  });
});

it('knows every character of the GSM alphabet and its septets', () => {
  const rows = read('gsm7-alphabet.tsv').trimEnd().split('\n').slice(1);
  expect(rows.length).toBeGreaterThan(130);
  for (const row of rows) {
    const [codepoint = '', , , septets] = row.split('\t');
    const char = String.fromCodePoint(Number.parseInt(codepoint.slice(2), 16));
    expect(countSegments(char)).toMatchObject({ encoding: 'GSM-7', units: Number(septets) });
  }
});

it('knows the whole of the Smart Encoding map and changes nothing else', () => {
  const { map } = JSON.parse(read('smart-encoding-map.json')) as { map: Record<string, string> };
  for (const [codepoint, replacement] of Object.entries(map)) {
    const char = String.fromCodePoint(Number.parseInt(codepoint.slice(2), 16));
    expect(smartEncode(`a${char}b`)).toBe(`a${replacement}b`);
  }
  expect(smartEncode('¿Vendrán mañana? 👍')).toBe('¿Vendrán mañana? 👍');
});

it('names the first character that forces UCS-2', () => {
  expect(countSegments('Mañana a las 9. ¿Vendrá? Sí').forcedBy).toBe('á');
  expect(countSegments('Mañana a las 9').forcedBy).toBeNull();
});

it('composes accents, so that a decomposed ñ costs what an ñ costs', () => {
  expect(normaliseText('man\u0303ana')).toBe('mañana');
  expect(countSegments(normaliseText('man\u0303ana')).encoding).toBe('GSM-7');
  expect(smartEncode(normaliseText('man\u0303ana'))).toBe('mañana');
});

it('needs no segment more than a part each of the room, and never less than the units demand', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { encoding, segments, units } = countSegments(text);
      const [alone, part] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
      expect(segments === 1).toBe(units <= alone);
      if (segments > 1) expect(segments).toBeGreaterThanOrEqual(Math.ceil(units / part));
    }),
  );
});

it('parts a heap of accents that no segment can hold', () => {
  expect(countSegments(`e${'\u0301'.repeat(140)}`).segments).toBe(3);
});
