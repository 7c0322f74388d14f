import { type Contact, noConsent, type Rsvp, type Workshop } from '#domain';
import type { World } from '../../src/world.ts';

const STARTS = new Date('2026-12-05T10:00:00-08:00');
const AT_A_TIME = 5_000;

/** The phone of the nth family, of numbers that no network gives out. */
export function phoneOf(n: number): string {
  return `+1213${String(2_000_000 + n)}`;
}

/** Writes one site, one Saturday workshop and `count` families with consent, all in this state. */
export async function seedFamilies(
  { store, clock }: World,
  count: number,
  state: Rsvp['state'] | null,
): Promise<Workshop> {
  const site = { _id: 'bench', name: 'Bench', timeZone: 'America/Los_Angeles', state: 'CA' };
  await store.sites.create([site]);
  const mode = { capacity: null, taken: 0 };
  const workshop: Workshop = {
    _id: 'bench',
    site: 'bench',
    title: { es: 'Leer en casa', en: 'Reading at home' },
    startsAt: STARTS,
    endsAt: new Date(+STARTS + 7_200_000),
    place: 'Primaria Bench, salon 14',
    facts: {},
    seats: { in_person: mode, zoom: { capacity: 0, taken: 0 } },
    childcare: { capacity: 0, taken: 0 },
    cancelledAt: null,
  };
  await store.workshops.create([workshop]);
  await addFamilies({ store, clock }, { from: 0, count, state });
  return workshop;
}

/** Writes more of them: `count` from the number `from` on. */
export async function addFamilies(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  { from, count, state }: { from: number; count: number; state: Rsvp['state'] | null },
): Promise<void> {
  const now = clock.now();
  const end = from + count;
  for (let first = from; first < end; first += AT_A_TIME) {
    const many = Math.min(AT_A_TIME, end - first);
    const numbers = Array.from({ length: many }, (_, i) => first + i);
    await store.contacts.insertMany(
      numbers.map((n) => contactOf(n, now)),
      { lean: true },
    );
    if (!state) continue;
    await store.rsvps.insertMany(
      numbers.map((n) => rsvpOf(n, state, now)),
      { lean: true },
    );
  }
}

/** The id of the nth family. */
export const idOf = (n: number): string => `family-${String(n).padStart(8, '0')}`;

function contactOf(n: number, now: Date): Contact {
  return {
    _id: idOf(n),
    phone: phoneOf(n),
    name: `Familia ${n}`,
    language: 'es',
    sites: ['bench'],
    tags: [],
    consent: { ...noConsent, granted: { workshops: now } },
    numberDead: false,
    lastInbound: {},
    lastChannel: 'sms',
    firstTextAt: now,
    turn: 0,
    createdAt: now,
  };
}

function rsvpOf(n: number, state: Rsvp['state'], now: Date): Rsvp {
  return {
    _id: `rsvp-${n}`,
    workshop: 'bench',
    contact: idOf(n),
    startsAt: STARTS,
    state,
    party: 2,
    mode: 'in_person',
    childcare: null,
    invitedAt: now,
    waitlistedAt: null,
    offerUntil: null,
    updatedAt: now,
  };
}
