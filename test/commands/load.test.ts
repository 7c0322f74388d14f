import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contact, silentLog, systemClock, type Workshop } from '#domain';
import { openStore, type Store } from '#storage';
import { type LineOutcome, loadLine, loadLines, seedDemo } from '../../src/load.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { freshDatabaseUri } from '../support/services.ts';

let store: Store;
const load = (line: object) => loadLine({ store, clock: systemClock }, JSON.stringify(line));

beforeAll(async () => {
  store = openStore(freshDatabaseUri('load'));
  await store.ready();
});

afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
});

test('lines are taken one by one, whatever ends or surrounds them', async () => {
  const lines = [programme, site(), workshop(), family(1)].map((line) => JSON.stringify(line));
  const input = Readable.from([`\uFEFF${lines.join('\r\n')}\r\n\r\n  \n`]);
  const outcomes: LineOutcome[] = [];
  for await (const outcome of loadLines({ store, clock: systemClock }, input))
    outcomes.push(outcome);
  expect(outcomes).toEqual([
    { id: 'programme', outcome: 'created' },
    { id: 'bolivar', outcome: 'created' },
    { id: 'reading', outcome: 'created' },
    { id: phoneOf(1), outcome: 'created' },
  ]);
});

test('the same lines again change what is there, and double nothing', async () => {
  for (const line of [programme, site(), workshop(), family(1)])
    expect(await load(line)).toMatchObject({ outcome: 'changed' });
  expect(await store.contacts.countDocuments()).toBe(1);
  expect(await store.consentEvents.countDocuments()).toBe(1);
  expect(await store.changes.countDocuments()).toBe(0);
});

test('a contact is known by her number, however it is written', async () => {
  const line = { kind: 'contact', phone: '(213) 555-0101', language: 'en' };
  expect(await load(line)).toEqual({ id: phoneOf(1), outcome: 'changed' });
  const [contact] = await store.contacts.find().lean<Contact[]>();
  expect(contact).toMatchObject({ language: 'en', name: 'Familia 1', sites: ['bolivar'] });
});

test('one number in two loads at the same moment is one contact', async () => {
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => load(family(7))));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
    ...['changed', 'changed', 'changed', 'changed', 'created'],
  ]);
  expect(await store.contacts.countDocuments({ phone: phoneOf(7) })).toBe(1);
});

test('facts of a workshop that nobody has heard of are kept, and it may have none', async () => {
  const facts = { childcare: true, food: { es: 'Sí', en: 'Yes' }, dragon: { es: 'No' } };
  expect(await load(workshop({ id: 'a', facts }))).toMatchObject({ outcome: 'created' });
  expect(await load(workshop({ id: 'b', facts: undefined }))).toMatchObject({ outcome: 'created' });
  const stored = await store.workshops.find({ _id: { $in: ['a', 'b'] } }).lean<Workshop[]>();
  expect(stored.map((each) => each.facts)).toEqual([facts, {}]);
});

describe('a wrong line is refused with the field, and is told by its own id', () => {
  const consent = family(1).consent;
  test.each<[string, object, string | null, RegExp]>([
    ['no kind', { id: 'x' }, 'x', /^kind: /],
    ['another kind', { kind: 'school', id: 'x' }, 'x', /^kind: /],
    ['a list', [], null, /^line: /],
    ['a limit of none', { ...programme, monthlySegments: 0 }, null, /^monthlySegments: /],
    [
      'a zone that is none',
      { ...site('x'), timeZone: 'Los Angeles' },
      'x',
      /^timeZone: must be a zone/,
    ],
    [
      'a time without a zone',
      workshop({ id: 'x', startsAt: '2026-12-05T10:00' }),
      'x',
      /^startsAt: must be ISO 8601/,
    ],
    [
      'a day that is none',
      workshop({ id: 'x', startsAt: '2026-13-45T10:00Z' }),
      'x',
      /^startsAt: must be a date/,
    ],
    [
      'an end before the start',
      workshop({ id: 'x', endsAt: '2026-12-05T09:00-08:00' }),
      'x',
      /^endsAt: must be after/,
    ],
    [
      'a site that is not loaded',
      workshop({ id: 'x', site: 'nowhere' }),
      'x',
      /nowhere is not loaded: load it first/,
    ],
    ['seats below none', workshop({ id: 'x', capacity: -1 }), 'x', /^capacity: /],
    ['a fact that is a number', workshop({ id: 'x', facts: { cost: 5 } }), 'x', /^facts.cost: /],
    ['no number', family(8, { phone: '911' }), '911', /^phone: must be a phone number/],
    [
      'a consent for something else',
      family(8, { consent: { ...consent, scope: 'ads' } }),
      phoneOf(8),
      /^consent.scope: /,
    ],
    [
      'a consent by rumour',
      family(8, { consent: { ...consent, medium: 'rumour' } }),
      phoneOf(8),
      /^consent.medium: /,
    ],
    [
      'a consent without its words',
      family(8, { consent: { ...consent, words: undefined } }),
      phoneOf(8),
      /^consent.words: /,
    ],
  ])('%s', async (_, line, id, reason) => {
    const outcome = await load(line);
    expect(outcome).toEqual({ id, outcome: 'refused', reason: expect.stringMatching(reason) });
    expect(await store.contacts.countDocuments({ phone: phoneOf(8) })).toBe(0);
    expect(await store.workshops.countDocuments({ _id: 'x' })).toBe(0);
  });
});

test('the demo programme goes into an empty database alone, also after it was cut short', async () => {
  const world = { store, clock: systemClock, log: silentLog };
  await seedDemo(world);
  expect(await store.contacts.countDocuments()).toBe(2);
  await store.connection.dropDatabase();
  await store.ready();
  await seedDemo(world);
  const families = await store.contacts.countDocuments();
  expect(families).toBeGreaterThanOrEqual(28);
  expect(await store.contacts.countDocuments({ phone: /^\+121355501\d\d$/ })).toBe(families);
  await store.contacts.deleteMany({ language: 'en' });
  await store.settings.create([{ _id: 'seeding', at: new Date() }]);
  await seedDemo(world);
  expect(await store.contacts.countDocuments()).toBe(families);
  await store.contacts.deleteMany({ language: 'en' });
  await seedDemo(world);
  expect(await store.contacts.countDocuments()).toBeLessThan(families);
});
