import { expect, test } from 'vitest';
import { bodyOf, fits, gathered, identifies } from '#domain';

const plain = (body: string) => ({ body, fixed: null });
const bodies = (spoken: { body: string; fixed: unknown }[]) => gathered(spoken).map(bodyOf);

test('what is said at one time goes in one text while that has two segments', () => {
  const half = 'a'.repeat(152);
  expect(bodies([plain(half), plain(half)])).toEqual([`${half}\n${half}`]);
  expect(bodies([plain(half), plain(half), plain('b'), plain('c')])).toEqual([
    `${half}\n${half}`,
    'b\nc',
  ]);
});

test('a fixed text goes by itself, and so does one that has no words', () => {
  const stop = { body: 'You will get no more texts.', fixed: true };
  expect(bodies([plain('a'), stop, plain('b')])).toEqual(['a', stop.body, 'b']);
  expect(bodies([plain(''), plain('a')])).toEqual(['', 'a']);
});

test('only a text that says who we are and how to stop may take four segments', () => {
  const first = `Parent College: ${'a'.repeat(400)} ALTO/STOP AYUDA/HELP`;
  expect(identifies(first, 'Parent College')).toBe(true);
  expect(fits(first, 'Parent College')).toBe(true);
  expect(fits(first, 'Another College')).toBe(false);
  expect(fits(`${first}${first}`, 'Parent College')).toBe(false);
  expect(fits('á'.repeat(134), 'Parent College')).toBe(true);
  expect(fits('á'.repeat(135), 'Parent College')).toBe(false);
});
