import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { fold, tokens } from '#domain';

test.each([
  ['SÍÍÍ!!!', 'si'],
  ['¿Mañana a las 9?', 'manana a las 9'],
  ['ya llego en el carro, acepto', 'ya llego en el carro acepto'],
  ["can’t / can´t / CAN'T", 'cant cant cant'],
  ['mi esposo y yo+la bb', 'mi esposo y yo + la bb'],
  ['sip 👍🏽', 'sip 👍'],
  ['no sé🤷🏽‍♀️', 'no se 🤷'],
  ['1️⃣', '1'],
  ['ｓí', 'si'],
  ['10000', '10000'],
  ['man\u0303ana', 'manana'],
  ['  …  ', ''],
])('folds %j to %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

it('gives words, numbers and emoji apart', () => {
  expect(tokens('Sí,vamos 3👍👍')).toEqual(['si', 'vamos', '3', '👍', '👍']);
  expect(tokens('  ')).toEqual([]);
});

it('changes nothing when it folds again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
