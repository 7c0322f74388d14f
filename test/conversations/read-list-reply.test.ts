import { expect, test } from 'vitest';
import { loadContent } from '#content';
import { understand } from '#understanding';
import { readListReply } from '../../src/conversations/lists/read-list-reply.ts';

const lexicon = loadContent({ flowsDir: 'flows', localesDir: 'locales' }).lexicon();

const EVENTS = {
  es: [
    'Leer en casa, sábado 5 de diciembre, 10:00 a. m., Escuela Grant',
    'Salud, martes 8 de diciembre, 6:00 p. m., Escuela Grant',
    'Crianza, domingo 6 de diciembre, 10:00 a. m., Escuela Lincoln',
    'Cuentas, jueves 10 de diciembre, 9:00 a. m., Escuela Lincoln',
  ],
  en: [
    'Reading at home, Saturday, December 5, 10:00 a.m., Grant',
    'Health, Tuesday, December 8, 6:00 p.m., Grant',
    'Parenting, Sunday, December 6, 10:00 a.m., Lincoln',
    'Money, Thursday, December 10, 9:00 a.m., Lincoln',
  ],
};

/** As one line: those she takes, those she refuses (-) or may come to (?), and how many come. */
function read(body: string, language: 'es' | 'en'): string {
  const { named, refused, undecided, people } = readListReply(
    body,
    EVENTS[language],
    (text, context) => understand(text, context, lexicon),
  );
  const of = (at: number) =>
    `${refused.includes(at) ? '-' : ''}${at + 1}${undecided.includes(at) ? '?' : ''}`;
  const events = named === 'none' ? 'none' : named.map(of).join(' ');
  return [events, ...(people ? [`(${people})`] : [])].join(' ').trim();
}

test.each([
  ['1', '1'],
  ['1 y 3', '1 3'],
  ['1, 3', '1 3'],
  ['la 2', '2'],
  ['la primera', '1'],
  ['la última', '4'],
  ['todas', '1 2 3 4'],
  ['todas, vamos 2', '1 2 3 4 (2)'],
  ['ninguna', 'none'],
  ['no', 'none'],
  ['no puedo, trabajo', 'none'],
  ['la del sábado', '1'],
  ['sí a la de crianza', '3'],
  ['el martes y el domingo', '2 3'],
  ['sí al 2, somos 4', '2 (4)'],
  ['la 3 somos 4', '3 (4)'],
  ['1 y 3 somos 3', '1 3 (3)'],
  ['sí 3', '3'],
  ['la 1, tal vez', '1?'],
  ['vamos 3 a la 1', '1 (3)'],
  ['a la 2 vamos 5', '2 (5)'],
  ['la del sábado vamos dos', '1 (2)'],
  ['yo y mis 2 hijos a la 4', '4 (3)'],
  ['al 1 no puedo, al 2 sí', '-1 2'],
  ['el sábado no puedo pero el domingo sí vamos 3', '-1 3 (3)'],
  ['la 1 tal vez', '1?'],
  ['sí vamos 3', '(3)'],
  ['sí', ''],
  ['tal vez', ''],
  ['¿hay cuidado de niños?', ''],
])('"%s" means %s', (body, expected) => {
  expect(read(body, 'es')).toBe(expected);
});

test.each([
  ['1 and 3', '1 3'],
  ['the Saturday one', '1'],
  ['yes to 2, 4 of us', '2 (4)'],
  ['all of them', '1 2 3 4'],
  ['none', 'none'],
  ['I can not make 1, but 2 yes', '-1 2'],
  ['number 4, maybe', '4?'],
  ['yes, 3 of us', '(3)'],
])('"%s" means %s in English', (body, expected) => {
  expect(read(body, 'en')).toBe(expected);
});
