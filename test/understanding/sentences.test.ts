import { describe, expect, test } from 'vitest';
import { type UnderstandingContext, understand } from '#understanding';
import { shippedLexicon } from './lexicon.ts';

const lexicon = shippedLexicon();
const none: UnderstandingContext = {
  expects: null,
  options: [],
  confirmed: false,
  optedOut: false,
};
const invited: UnderstandingContext = {
  ...none,
  expects: 'attendance',
  options: ['yes', 'no', 'maybe'],
};
const confirmed: UnderstandingContext = { ...none, confirmed: true };
const headcount: UnderstandingContext = { ...none, expects: 'party_size' };
const care: UnderstandingContext = { ...confirmed, expects: 'childcare' };
const offer: UnderstandingContext = { ...none, expects: 'seat_offer', options: ['yes', 'no'] };
const mode: UnderstandingContext = {
  ...confirmed,
  expects: 'mode',
  options: ['in_person', 'zoom'],
};
const consent: UnderstandingContext = { ...none, expects: 'consent', options: ['yes', 'no'] };
const seatOrAll: UnderstandingContext = {
  ...confirmed,
  expects: 'yes_no',
  options: ['seat', 'everything', 'neither'],
};

type Case = [text: string, intents: string, facts?: Record<string, string>, confirm?: boolean];

function check(context: UnderstandingContext, cases: Case[]): void {
  test.each(cases)('%s → %s', (text, intents, facts = {}, confirm = false) => {
    const understood = understand(text, context, lexicon);
    expect([...understood.intents].sort().join('+')).toBe(intents.split('+').sort().join('+'));
    expect(understood.facts).toMatchObject(facts);
    expect(understood.confirmNeeded).toBe(confirm);
  });
}

describe('an invited family agrees', () => {
  check(invited, [
    ['SÍ', 'yes'],
    ['siiiii', 'yes'],
    ['claro que sí, gracias', 'yes+thanks'],
    ['sí vamos 3', 'yes+party_size', { party_size: '3' }],
    ['si, 4', 'yes+party_size', { party_size: '4' }],
    ['Sí. Somos cinco', 'yes+party_size', { party_size: '5' }],
    ['1', 'yes'],
    ['opción 1 por favor', 'yes'],
    ['1️⃣', 'yes'],
    ['ahi estaremos maestra', 'yes'],
    ['sí voy, 2', 'yes+party_size', { party_size: '2' }],
    ['sí voy con 2', 'yes+party_size', { party_size: '3' }],
    ['yes me and 2', 'yes+party_size', { party_size: '3' }],
    ['yo y 2 más', 'yes+party_size', { party_size: '3' }],
    ["yes I'm coming, 2", 'yes+party_size', { party_size: '2' }],
    ['Voy con mi hermana', 'yes+party_size', { party_size: '2' }],
    ['yo y mis 2 hijos', 'yes+party_size', { party_size: '3' }],
    ['vamos a las 3', 'yes'],
    ['si vamos mi esposo y yo', 'yes+party_size', { party_size: '2' }],
    [
      'sí vamos 3, hay cuidado de niños?',
      'yes+party_size+childcare',
      {
        party_size: '3',
        topic: 'childcare',
        ask: 'yes',
      },
    ],
    ['Yes, 2 adults and 3 kids', 'yes+party_size', { party_size: '5', adults: '2', children: '3' }],
    ["We'll be there! What time does it start?", 'yes+question', { topic: 'time' }],
    ['sure, my husband and I', 'yes+party_size', { party_size: '2' }],
    ['sí por zoom', 'yes', { mode: 'zoom' }],
    ['👍👍', 'yes'],
    ['5', 'yes+party_size', { party_size: '5' }],
    ['Sí, ahí estaremos los 4', 'yes+party_size', { party_size: '4' }],
    ['si dios quiere ahi los vemos', 'yes'],
    ['maestra sí voy a ir con mi hija y mi mamá', 'yes+party_size', { party_size: '3' }],
    ['si mi esposo y yo', 'yes+party_size', { party_size: '2' }],
    ['sí puedo', 'yes'],
    ['no me lo perdería', 'yes'],
    ['1 si vamos', 'yes'],
    ['2 si', 'yes+party_size', { party_size: '2' }],
    ['I will be there with my two kids', 'yes+party_size', { party_size: '3' }],
    ['yes one adult one child', 'yes+party_size', { party_size: '2' }],
    ['Sí pero llego tarde', 'yes+late'],
  ]);
});

describe('an invited family refuses or hesitates', () => {
  check(invited, [
    ['No', 'no'],
    ['nooo', 'no'],
    ['2', 'no'],
    ['No puedo', 'no'],
    ['claro que no', 'no'],
    ['no voy', 'no'],
    ['No gracias', 'no'],
    ['no puedo, trabajo', 'no', { reason: 'work' }],
    ['no vamos a poder ir este sábado', 'no'],
    ['quiero ir pero no puedo', 'no'],
    ["Sorry, we can't", 'no'],
    ['not coming', 'no'],
    ['maybe next time', 'no'],
    ['No puedo el sábado pero el domingo sí', 'no'],
    ['estoy trabajando, le contesto al rato', 'maybe'],
    ['tal vez', 'maybe'],
    ['quizás, le aviso', 'maybe'],
    ['no sé todavía', 'maybe'],
    ['not sure yet', 'maybe'],
    ['3', 'maybe'],
    ['si me dan permiso voy', 'maybe'],
    ['ok', 'other', { ack: 'yes' }, true],
  ]);
});

describe('a family asks in the middle of an invitation', () => {
  check(invited, [
    ['can my kids come?', 'childcare', { topic: 'childcare', ask: 'yes' }],
    ['¿Puedo llevar a mi hermana?', 'question', { topic: 'bring_guest' }],
    ['Dónde es y a qué hora?', 'question', { topic: 'location,time' }],
    ['cuanto cuesta', 'question', { topic: 'cost' }],
    ['Is there parking?', 'question', { topic: 'parking' }],
    ['¿Habrá comida?', 'question', { topic: 'food' }],
    ['necesito identificación?', 'question', { topic: 'id_required' }],
    ['quién habla', 'question', { topic: 'sender' }],
    ['¿De qué se trata?', 'question', { topic: 'about' }],
    ['hay intérprete', 'question', { topic: 'interpretation' }],
    ['¿Van a regalar plantas?', 'question'],
  ]);
});

describe('a family that said yes changes its mind', () => {
  check(confirmed, [
    ['ya no puedo ir', 'cancel'],
    ['No', 'cancel'],
    ['Cancelar', 'cancel', {}, true],
    ['cancelar por favor mi lugar', 'cancel'],
    ['cancel my seat', 'cancel'],
    ['CANCEL', 'opt_out'],
    ["we can't come anymore", 'cancel'],
    ['se me enfermó la niña', 'cancel', { reason: 'sick' }],
    ['somos 5 no 3', 'party_size', { party_size: '5' }],
    ['vamos 4', 'party_size', { party_size: '4' }],
    ['ya no vamos 4, vamos 3', 'party_size', { party_size: '3' }],
    ['no puedo llegar temprano', 'late'],
    ['vamos uno más', 'yes'],
    ['necesito cuidado para 2 niños', 'childcare', { need: 'yes', children: '2' }],
    ['llego tarde', 'late'],
    ['running 15 minutes late', 'late', { late_min: '15' }],
    ['gracias', 'thanks'],
    ['me quito de la lista', 'opt_out', {}, true],
  ]);
});

describe('how many come', () => {
  check(headcount, [
    ['3', 'party_size', { party_size: '3' }],
    ['tres', 'party_size', { party_size: '3' }],
    ['somos 4', 'party_size', { party_size: '4' }],
    ['x2', 'party_size', { party_size: '2' }],
    ['mi esposo y yo', 'party_size', { party_size: '2' }],
    ['solo yo', 'party_size', { party_size: '1' }],
    ['just me', 'party_size', { party_size: '1' }],
    ['2 adultos y 3 niños', 'party_size', { party_size: '5' }],
    ['me and my two kids', 'party_size', { party_size: '3' }],
    ['yo y 3 más', 'party_size', { party_size: '4' }],
    ['3 personas', 'party_size', { party_size: '3' }],
    ['3 o 4', 'party_size', { party_size: '4' }, true],
    ['yo y mi hija de 7 años', 'party_size', { party_size: '2' }],
    ['yo y mis 2 hijos de 3 y 5', 'party_size', { party_size: '3' }],
    ['voy a ir con 2 amigas', 'party_size', { party_size: '3' }],
    ['1 adulto', 'party_size', { party_size: '1' }],
    ['no puedo ir', 'no'],
  ]);
});

describe('the other questions', () => {
  describe('care for children', () => {
    check(care, [
      ['sí', 'childcare', { need: 'yes' }],
      ['no', 'childcare', { need: 'no' }],
      ['2', 'childcare', { need: 'yes', children: '2' }],
      ['Sí, para mis dos niñas', 'childcare', { need: 'yes', children: '2' }],
      ['no hace falta', 'childcare', { need: 'no' }],
      ['yes for 3 kids', 'childcare', { need: 'yes', children: '3' }],
      ['ya no puedo ir', 'cancel'],
    ]);
  });
  describe('a seat from the waitlist', () => {
    check(offer, [
      ['sí', 'yes'],
      ['1', 'yes'],
      ['ok', 'yes'],
      ['ya no', 'no'],
      ['no thank you', 'no'],
      ['trabajo ese día', 'no', { reason: 'work' }],
    ]);
  });
  describe('in person or Zoom', () => {
    check(mode, [
      ['2', 'other', { mode: 'zoom' }],
      ['en persona', 'other', { mode: 'in_person' }],
      ['por zoom por favor', 'other', { mode: 'zoom' }],
    ]);
  });
  describe('may we write', () => {
    check(consent, [
      ['Sí', 'opt_in'],
      ['yes please', 'opt_in'],
      ['No', 'opt_out'],
      ['nel', 'opt_out'],
      ['tal vez', 'maybe', {}, true],
    ]);
  });
  describe('the seat or everything', () => {
    check(seatOrAll, [
      ['1', 'other', { answer: 'seat' }],
      ['todo', 'other', { answer: 'everything' }],
      ['solo el sábado', 'other', { answer: 'seat' }],
      ['neither', 'other', { answer: 'neither' }],
    ]);
  });
});

describe('a wish that we stop is heard in any wording', () => {
  for (const context of [none, invited, confirmed, headcount, consent]) {
    check(context, [
      ['Alto!', 'opt_out'],
      ['stop please', 'opt_out'],
      ['ya no me manden mensajes', 'opt_out'],
      ['no me escriban más', 'opt_out'],
      ['quítenme de la lista', 'opt_out'],
      ['bórrame', 'opt_out'],
      ['dejenme en paz', 'opt_out'],
      ['quiero darme de baja', 'opt_out'],
      ['Please stop texting me', 'opt_out'],
      ['no more texts please', 'opt_out'],
      ["don't text me anymore", 'opt_out'],
      ['remove me from your list', 'opt_out'],
      ['táchenme de su agenda', 'opt_out'],
      ['agradecería que retiraran mi contacto de sus envíos', 'opt_out'],
      ['who do I call to have my number deleted', 'opt_out'],
      ['después del sábado ya no me escriban', 'opt_out'],
    ]);
  }
});

describe('where it may be a wish that we stop, we ask back', () => {
  check(none, [
    ['ya no', 'opt_out', {}, true],
    ['Ya no quiero', 'opt_out', {}, true],
    ['too many texts', 'opt_out', {}, true],
    ['no me interesa', 'opt_out', {}, true],
    ['estoy harta de tantos mensajes', 'opt_out', {}, true],
    ['I never signed up for this', 'opt_out', {}, true],
    ['bruh this again stop', 'opt_out', {}, true],
    ['dice mi mamá que la borren', 'opt_out', {}, true],
    // No seat is held that these could give back.
    ['cancelar', 'opt_out', {}, true],
    ['salir', 'opt_out', {}, true],
  ]);
});

describe('what is answered beside a wish that we stop is heard too', () => {
  check(invited, [['2 y quítenme de sus listas', 'no+opt_out']]);
  check(confirmed, [['ya no voy, and stop texting me', 'cancel+opt_out']]);
  check(headcount, [
    ['just me, and after Saturday delete my number', 'party_size+opt_out', { party_size: '1' }],
  ]);
});

describe('innocent sentences do not stop us', () => {
  const innocent = [
    'para el sábado',
    'vamos a parar en casa',
    'no me quites mi lugar',
    "I'll stop by",
    'es de alto nivel',
    'al final del mes',
    'no puedo dejar de trabajar',
    'mi hijo va a bajar de peso',
    'quiero salir temprano',
    'the end of the street?',
    "don't cancel my seat",
    'no quiero cancelar',
    'no me quiten mi lugar',
    "please don't stop sending these",
    'no dejen de mandar mensajes',
    'basta con 2 lugares',
    'are there not enough seats',
    'quíteme una duda',
    'mi esposo ya no va, solo voy yo',
    'please do not call, text me',
    'eso de ya no me escribas era para mi ex',
    "please don't cross us off the list",
    'jamás me quiten estos avisos',
    'where is the bus stop',
  ];
  test.each(innocent)('%s', (text) => {
    for (const context of [none, invited, confirmed, headcount, care, offer]) {
      expect(understand(text, context, lexicon).intents).not.toContain('opt_out');
    }
  });
});

describe('what needs no question', () => {
  check(none, [
    ['sí, 2', 'yes+party_size', { party_size: '2' }],
    ['yes 3', 'yes+party_size', { party_size: '3' }],
    ['si 1', 'yes'],
  ]);
  check(none, [
    ['wrong number', 'wrong_number'],
    ['se equivocó de número', 'wrong_number'],
    ['HELP', 'help'],
    ['necesito hablar con una persona', 'help', { handoff: 'yes' }],
    ['in Spanish please', 'language_switch', { lang: 'es' }],
    ['en inglés por favor', 'language_switch', { lang: 'en' }],
    ['sí', 'yes'],
    ['👍', 'other', { ack: 'yes' }],
    ['', 'other'],
    ['asdf', 'other'],
  ]);
  check({ ...none, optedOut: true }, [
    ['sí', 'yes', {}, true],
    ['START', 'opt_in'],
    ['quiero recibir los mensajes', 'opt_in'],
  ]);
});
