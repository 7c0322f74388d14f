import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentError } from '#domain';
import { parseLexicon, type UnderstandingContext, understand } from '#understanding';
import { languageSource, shippedLexicon } from './lexicon.ts';

const none: UnderstandingContext = {
  expects: null,
  options: [],
  confirmed: false,
  optedOut: false,
};
const asked: UnderstandingContext = { ...none, expects: 'attendance', options: ['yes', 'no'] };

/** The ContentError that a language's data makes. */
function faultOf(source: unknown): ContentError {
  try {
    parseLexicon({ xx: source });
  } catch (error) {
    if (error instanceof ContentError) return error;
  }
  throw new Error('The lexicon was accepted.');
}

describe('a lexicon that is wrong', () => {
  it('is refused with the file and the list that has no place in it', () => {
    expect(faultOf({ yess: ['ja'] }).message).toMatch(/^locales\/xx\/understanding\.yaml.*yess/);
  });
  it('is refused with the place of a wrong entry', () => {
    const fault = faultOf({ yes: ['ja', 3] });
    expect([fault.file, fault.path]).toEqual(['locales/xx/understanding.yaml', 'yes.1']);
  });
  it('is refused where a gap stands at an end, or a line has no word', () => {
    expect(faultOf({ opt_out: ['* listo'] }).message).toMatch(/word at both ends/);
    expect(faultOf({ questions: { time: ['?!'] } }).path).toBe('questions.time');
  });
  it('is refused where a line stands for too many phrases', () => {
    expect(faultOf({ yes: [Array(5).fill('a/b/c/d/e').join(' ')] }).message).toMatch(
      /write two lines/,
    );
  });
});

describe('the notation', () => {
  const lexicon = parseLexicon({
    xx: {
      spellings: { j: 'ja' },
      sounds: [['v', 'b']],
      yes: ['ja/jo', 'vien sur?'],
      cant: ['not * coming'],
      numbers: { tri: 3 },
      people: { total: ['we be'] },
    },
  });
  const intents = (text: string) => understand(text, asked, lexicon).intents;

  it('reads a/b as either word and a/b? as either or none', () => {
    expect(['ja', 'jo', 'vien', 'vien sur'].map(intents)).toEqual([
      ['yes'],
      ['yes'],
      ['yes'],
      ['yes'],
    ]);
  });
  it('reads spellings and sounds in messages', () => {
    expect(['j', 'Bien', 'jaaa!'].map(intents)).toEqual([['yes'], ['yes'], ['yes']]);
  });
  it('lets * stand for up to two words of the same clause', () => {
    expect(intents('not coming')).toEqual(['no']);
    expect(intents('not at all coming')).toEqual(['no']);
    expect(intents('not at all ever coming')).toEqual(['other']);
    expect(intents('not now, coming')).toEqual(['other']);
  });
  it('reads number words', () => {
    expect(understand('we be tri', asked, lexicon)).toMatchObject({
      intents: ['yes', 'party_size'],
      facts: { party_size: '3' },
    });
  });
});

it('needs one file for a new language, and may begin with a few words', () => {
  const lexicon = parseLexicon({
    es: languageSource('es'),
    hmn: { yes: ['yuav tuaj'], cant: ['tuaj tsis tau'], thanks: ['ua tsaug'], marks: ['kuv'] },
  });
  expect(understand('Kuv yuav tuaj', asked, lexicon)).toMatchObject({
    intents: ['yes'],
    language: 'hmn',
  });
  expect(understand('Kuv tuaj tsis tau', asked, lexicon).intents).toEqual(['no']);
  expect(understand('sí vamos 3', asked, lexicon).intents).toEqual(['yes', 'party_size']);
});

it('never throws, and always says something, whatever is texted', () => {
  const lexicon = shippedLexicon();
  const words = fc.constantFrom(
    'sí',
    'no',
    '3',
    '¿',
    '?',
    ',',
    'x',
    '+',
    'mi',
    'hijos',
    'a las',
    '👍🏽',
    'yo',
    'y',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
  );
  const contexts = fc.record<UnderstandingContext>({
    expects: fc.constantFrom(
      'attendance',
      'party_size',
      'childcare',
      'consent',
      'language',
      'mode',
      null,
    ),
    options: fc.constantFrom<string[]>([], ['yes', 'no', 'maybe'], ['seat', 'everything']),
    confirmed: fc.boolean(),
    optedOut: fc.boolean(),
  });
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const understood = understand(text, context, lexicon);
      expect(understood.intents.length).toBeGreaterThan(0);
      expect(new Set(understood.intents).size).toBe(understood.intents.length);
    }),
    { numRuns: 300 },
  );
});
