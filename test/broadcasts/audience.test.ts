import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Audience, audiencePage, audiencePages } from '#broadcasts';
import { type Contact, noConsent, RSVP_STATES, type Rsvp } from '#domain';
import { type Answer, openStore, type Store } from '#storage';
import { phoneOf } from '../support/programme.ts';
import { freshDatabaseUri } from '../support/services.ts';

let store: Store;

const idOf = (n: number) => `c${String(n).padStart(3, '0')}`;
const LANGUAGES = ['es', 'en', 'hmn', null];
const NUMBERS = Array.from({ length: 60 }, (_, n) => n);

const fieldsOf = (n: number): Record<string, string> =>
  n % 7 === 0 ? { role: 'leader', grade: '5' } : {};

/** Sixty families: language, sites, tags, fields, answers, each by a number of its own. */
const contacts: Contact[] = NUMBERS.map((n) => ({
  _id: idOf(n),
  phone: phoneOf(n),
  name: '',
  language: LANGUAGES[n % 4] ?? null,
  sites: n % 3 === 0 ? ['bolivar'] : n % 3 === 1 ? ['olimpo', 'bolivar'] : [],
  tags: n % 5 === 0 ? ['topic:college'] : [],
  fields: fieldsOf(n),
  consent: noConsent,
  numberDead: false,
  lastInbound: {},
  lastChannel: 'sms',
  firstTextAt: null,
  turn: 0,
  createdAt: new Date('2026-09-01'),
}));

const rsvps: Rsvp[] = NUMBERS.filter((n) => n % 2 === 0).map((n) => ({
  _id: `r${n}`,
  workshop: n % 4 === 0 ? 'reading' : 'college',
  contact: idOf(n),
  startsAt: new Date('2026-12-05'),
  state: RSVP_STATES[n % RSVP_STATES.length]!,
  party: 1,
  mode: 'in_person',
  childcare: null,
  invitedAt: null,
  waitlistedAt: null,
  offerUntil: null,
  updatedAt: new Date('2026-11-01'),
}));

const answers: Answer[] = NUMBERS.filter((n) => n % 3 !== 0).map((n) => ({
  _id: `a${n}`,
  survey: 'needs_survey',
  question: 'time',
  contact: idOf(n),
  value: n % 2 === 0 ? 'weekend' : 'morning,weekend_evening',
  at: new Date('2026-11-01'),
}));

beforeAll(async () => {
  store = openStore(freshDatabaseUri('audience'));
  await store.ready();
  await store.contacts.insertMany(contacts);
  await store.rsvps.insertMany(rsvps);
  await store.answers.insertMany(answers);
});

afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
});

const one = <T>(values: T | T[] | undefined) => (values === undefined ? [] : [values].flat());

type Written = Partial<Record<'site' | 'language' | 'tag' | 'role' | 'rsvp', string | string[]>> & {
  and?: Written[];
  or?: Written[];
  not?: Written;
  workshop?: string;
  answer?: { question: string; value: unknown };
};

/** What an audience means, told without a database: every part of an object must hold. */
function isIn(written: Written, contact: Contact): boolean {
  const { and = [], or, not, site, language, tag, role, workshop, rsvp, answer } = written;
  const hers = rsvps.find((r) => r.contact === contact._id && r.workshop === workshop);
  const said = answers.find((a) => a.contact === contact._id && a.question === answer?.question);
  return [
    and.every((part) => isIn(part, contact)),
    or === undefined || or.some((part) => isIn(part, contact)),
    not === undefined || !isIn(not, contact),
    site === undefined || one(site).some((id) => contact.sites.includes(id)),
    language === undefined || one(language).includes(contact.language ?? ''),
    tag === undefined || one(tag).some((name) => contact.tags.includes(name)),
    role === undefined || one(role).includes(contact.fields?.role ?? ''),
    workshop === undefined || hers !== undefined,
    rsvp === undefined || (hers !== undefined && one(rsvp).includes(hers.state)),
    answer === undefined ||
      one(answer.value).some((value) =>
        String(said?.value ?? '')
          .split(',')
          .includes(String(value)),
      ),
  ].every(Boolean);
}

const leaf = fc.oneof(
  fc.record({ site: fc.constantFrom<string | string[]>('bolivar', 'olimpo', ['olimpo', 'x']) }),
  fc.record({ language: fc.constantFrom<string | string[]>('es', ['en', 'hmn'], 'vi') }),
  fc.constant({ tag: 'topic:college' }),
  fc.constant({ role: 'leader' }),
  fc.record({ workshop: fc.constantFrom('reading', 'college') }),
  fc.record({
    workshop: fc.constantFrom('reading', 'college'),
    rsvp: fc.constantFrom<string | string[]>('yes', ['no', 'maybe'], 'invited'),
  }),
  fc.constantFrom('weekend', 'morning', 'evening').map((value) => ({
    answer: { flow: 'needs_survey', question: 'time', value: [value, 'none'] },
  })),
);

const { written } = fc.letrec((tie) => ({
  written: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ and: fc.array(tie('written'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('written'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('written') }),
    fc.tuple(leaf, tie('written')).map(([first, not]) => ({ ...first, not })),
  ),
}));

async function idsOf(audience: Audience): Promise<string[]> {
  const found: string[] = [];
  for await (const page of audiencePages({ store }, audience)) {
    found.push(...page.map(({ _id }) => _id));
  }
  return found;
}

test('whatever is joined by and, or and not, it is exactly those for whom it holds', async () => {
  await fc.assert(
    fc.asyncProperty(written, fc.integer({ min: 1, max: 70 }), async (given, size) => {
      const expected = contacts.filter((c) => isIn(given as object, c)).map(({ _id }) => _id);
      const audience = Audience.parse(given);
      expect(await idsOf(audience)).toEqual(expected);
      expect(await pagedBy(audience, size)).toEqual(expected);
    }),
    { numRuns: 120, seed: 20261122, endOnFailure: true },
  );
}, 60_000);

/** The same by pages that end anywhere. */
async function pagedBy(audience: Audience, size: number): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page = await audiencePage({ store }, audience, after, size);
    found.push(...page.contacts.map(({ _id }) => _id));
    after = page.next;
  } while (after !== null);
  return found;
}

test('lists name contacts by id or by phone, however it is written', async () => {
  const listed = Audience.parse({ or: [{ contacts: [idOf(3)] }, { phones: '(213) 555-0107' }] });
  expect(await idsOf(listed)).toEqual([idOf(3), idOf(7)]);
  expect(await idsOf(Audience.parse({ everyone: true }))).toHaveLength(60);
});

test('no word in an audience becomes a query', async () => {
  const value = '.*';
  const regex = Audience.parse({ answer: { flow: 'needs_survey', question: 'time', value } });
  expect(await idsOf(regex)).toEqual([]);
  expect(Audience.safeParse({ site: { $ne: 'x' } }).success).toBe(false);
  expect(Audience.safeParse({ field: { 'a.$where': 'x' } }).success).toBe(false);
});

test.each<[unknown, RegExp]>([
  [{}, /says nobody/],
  [{ site: [] }, /the id of a site/],
  [{ rsvp: 'yes' }, /rsvp: needs a workshop/],
  [{ and: [{ stie: 'x' }] }, /and\.0.*stie/],
  [{ phones: ['12'] }, /phone number/],
  [{ workshop: 'reading', rsvp: 'perhaps' }, /invited, yes, maybe/],
  [{ answer: { flow: 'needs_survey', question: 'time' } }, /answer\.value/],
])('%j is refused with what is wrong', (given, problem) => {
  const { error } = Audience.safeParse(given);
  const told = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  expect(told).toMatch(problem);
});
