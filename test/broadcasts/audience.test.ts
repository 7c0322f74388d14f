import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Audience, audiencePage, audiencePages } from '#broadcasts';
import { type Contact, noConsent, RSVP_STATES, type Rsvp } from '#domain';
import { type Answer, type Attendance, openStore, type Store } from '#storage';
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

/** Both are of one series; some families are asked to both. */
const ASKED = NUMBERS.filter((n) => n % 2 === 0).flatMap((n) => [
  { n, workshop: n % 4 === 0 ? 'reading' : 'college' },
  ...(n % 12 === 0
    ? [
        { n: n + 1, workshop: 'college' },
        { n: n + 1, workshop: 'reading' },
      ]
    : []),
]);

const rsvps: Rsvp[] = ASKED.map(({ n, workshop }, i) => ({
  _id: `r${i}`,
  workshop,
  contact: idOf(n),
  startsAt: new Date('2026-12-05'),
  state: RSVP_STATES[i % RSVP_STATES.length]!,
  party: 1,
  mode: 'in_person',
  childcare: null,
  invitedAt: null,
  waitlistedAt: null,
  offerUntil: null,
  updatedAt: new Date('2026-11-01'),
}));

const attendance: Attendance[] = NUMBERS.filter((n) => n % 3 === 0).flatMap((n) =>
  ['reading', 'college'].slice(n % 2, 2).map((workshop) => ({
    _id: `${workshop}${n}`,
    workshop,
    contact: idOf(n),
    attended: n % 4 < 2 === (workshop === 'reading'),
    at: new Date('2026-12-05'),
    by: null,
  })),
);

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
  await store.attendance.insertMany(attendance);
  const workshops = ['reading', 'college'].map((_id) => ({ _id, series: 'parents' }));
  await store.workshops.collection.insertMany(workshops as never);
});

afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
});

const one = <T>(values: T | T[] | undefined) => (values === undefined ? [] : [values].flat());

type Lists = 'site' | 'language' | 'tag' | 'role' | 'rsvp' | 'attendance';
type Written = Partial<Record<Lists, string | string[]>> & {
  and?: Written[];
  or?: Written[];
  not?: Written;
  workshop?: string;
  series?: string;
  answer?: { question: string; value: unknown };
};

/** What an audience means, told without a database: every part of an object must hold. */
function isIn(written: Written, contact: Contact): boolean {
  const { and = [], or, not, site, language, tag, role, workshop, series, answer } = written;
  const { rsvp, attendance: came } = written;
  const isOf = (one: { contact: string; workshop: string }) =>
    one.contact === contact._id && (series === 'parents' || one.workshop === workshop);
  const hers = rsvps.filter(isOf);
  const there = attendance.filter(isOf).map(({ attended }) => (attended ? 'attended' : 'missed'));
  const said = answers.find((a) => a.contact === contact._id && a.question === answer?.question);
  return [
    and.every((part) => isIn(part, contact)),
    or === undefined || or.some((part) => isIn(part, contact)),
    not === undefined || !isIn(not, contact),
    site === undefined || one(site).some((id) => contact.sites.includes(id)),
    language === undefined || one(language).includes(contact.language ?? ''),
    tag === undefined || one(tag).some((name) => contact.tags.includes(name)),
    role === undefined || one(role).includes(contact.fields?.role ?? ''),
    (workshop ?? series) === undefined || came !== undefined || hers.length > 0,
    rsvp === undefined || hers.some(({ state }) => one(rsvp).includes(state)),
    came === undefined || there.some((how) => one(came).includes(how)),
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
  fc
    .tuple(
      fc.constantFrom({ workshop: 'reading' }, { series: 'parents' }, { series: 'none' }),
      fc.constantFrom({ rsvp: 'yes' }, { rsvp: ['no', 'maybe'] }, {}),
      fc.constantFrom({ attendance: 'attended' }, { attendance: 'missed' }, {}),
    )
    .map(([which, rsvp, came]) => ({ ...which, ...rsvp, ...came })),
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
  [{ attendance: 'missed' }, /attendance: needs a workshop/],
  [{ workshop: 'reading', series: 'parents' }, /series: stands instead of a workshop/],
  [{ and: [{ stie: 'x' }] }, /and\.0.*stie/],
  [{ phones: ['12'] }, /phone number/],
  [{ workshop: 'reading', rsvp: 'perhaps' }, /invited, yes, maybe/],
  [{ answer: { flow: 'needs_survey', question: 'time' } }, /answer\.value/],
])('%j is refused with what is wrong', (given, problem) => {
  const { error } = Audience.safeParse(given);
  const told = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  expect(told).toMatch(problem);
});
