import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { confirmationDueFor, isCarrierKeyword, isHelpWord, isStartWord, isStopWord } from '#domain';

const STOP = 'ALTO PARAR DETENER BAJA STOP UNSUBSCRIBE END QUIT STOPALL REVOKE OPTOUT CANCEL'.split(
  ' ',
);

it('takes every stop word in any case, with accents, punctuation, emoji and stretched letters', () => {
  const dress = fc.record({
    word: fc.constantFrom(...STOP, 'OPT OUT'),
    upper: fc.boolean(),
    before: fc.constantFrom('', ' ', '\n', '¡', '"', '🛑 '),
    after: fc.constantFrom('', ' ', '.', '!!!', ' 🙏🏽', '…'),
    stretch: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(dress, ({ word, upper, before, after, stretch }) => {
      const last = word.slice(-1).repeat(stretch);
      const text = before + word.slice(0, -1) + last + after;
      expect(isStopWord(upper ? text : text.toLowerCase())).toBe(true);
    }),
  );
});

test.each([['Álto'], ['opt-out'], ['stop stop'], ['PARÁR'], ['“Baja”']])('%s stops', (text) => {
  expect(isStopWord(text)).toBe(true);
});

test.each([
  ['CANCELAR'],
  ['Salir'],
  ['para'],
  ['alto nivel'],
  ['stop by'],
  ['end of the month'],
  [''],
  ['🛑'],
  ['no'],
])('%j does not stop', (text) => {
  expect(isStopWord(text)).toBe(false);
});

it('knows what Twilio answers by itself: its English words alone, nothing around them', () => {
  for (const word of ['STOP', ' stop\n', 'Cancel', 'optout', 'QUIT']) {
    expect(isCarrierKeyword(word)).toBe(true);
  }
  for (const word of ['ALTO', 'STOP.', 'stop please', 'opt out', 'Cancelar']) {
    expect(isCarrierKeyword(word)).toBe(false);
  }
});

it('leaves the confirmation to Twilio where Twilio has sent it', () => {
  expect(confirmationDueFor({ body: 'STOP', channel: 'sms', optOutType: null })).toBe(false);
  expect(confirmationDueFor({ body: 'ALTO', channel: 'sms', optOutType: 'STOP' })).toBe(false);
  expect(confirmationDueFor({ body: 'ALTO', channel: 'sms', optOutType: undefined })).toBe(true);
  expect(confirmationDueFor({ body: 'STOP.', channel: 'sms', optOutType: null })).toBe(true);
  expect(confirmationDueFor({ body: 'STOP', channel: 'whatsapp', optOutType: null })).toBe(true);
});

it('knows the words that begin again and those that ask for help', () => {
  expect(['Start', 'UNSTOP!', 'sí', 'yes'].map(isStartWord)).toEqual([true, true, false, false]);
  expect(['ayuda', 'HELP', 'info?', 'ayudar'].map(isHelpWord)).toEqual([true, true, true, false]);
});
