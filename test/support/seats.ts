import { expect } from 'vitest';
import { begin } from '#broadcasts';
import type { Contact, Mode, Rsvp, Workshop } from '#domain';
import type { TestProgram } from './program.ts';

type World = TestProgram['world'];

const SEATED = ['yes', 'offered'];

export async function workshopOf(world: World, id = 'reading'): Promise<Workshop> {
  const workshop = await world.store.workshops.findById(id).lean<Workshop>();
  if (!workshop) throw new Error(`The test loaded no workshop ${id}.`);
  return workshop;
}

export async function contactIdOf(world: World, phone: string): Promise<string> {
  const contact = await world.store.contacts.findOne({ phone }).lean<Contact>();
  if (!contact) throw new Error('The test loaded no such family.');
  return contact._id;
}

export async function rsvpOf(world: World, phone: string, workshop = 'reading'): Promise<Rsvp> {
  const contact = await contactIdOf(world, phone);
  const rsvp = await world.store.rsvps.findOne({ workshop, contact }).lean<Rsvp>();
  if (!rsvp) throw new Error('The family has no RSVP.');
  return rsvp;
}

/**
 * The counters of a workshop say what its RSVPs say, and no more than there is: read in one snapshot, so it
 * can be asked at any moment, however many are booking.
 */
export async function expectSeatsRight(world: World, id = 'reading'): Promise<void> {
  await world.store.transaction(async (tx) => {
    const workshop = await world.store.workshops.findById(id).session(tx).lean<Workshop>();
    const rsvps = await world.store.rsvps.find({ workshop: id }).session(tx).lean<Rsvp[]>();
    if (!workshop) throw new Error('The workshop is gone.');
    const seated = rsvps.filter((rsvp) => SEATED.includes(rsvp.state));
    for (const mode of ['in_person', 'zoom'] as Mode[]) {
      const { taken, capacity } = workshop.seats[mode];
      const parties = seated.filter((rsvp) => rsvp.mode === mode);
      expect(taken, mode).toBe(parties.reduce((sum, rsvp) => sum + rsvp.party, 0));
      expect(taken, mode).toBeLessThanOrEqual(capacity ?? Number.POSITIVE_INFINITY);
    }
    const { taken, capacity } = workshop.childcare;
    const cared = rsvps.reduce((sum, rsvp) => sum + (rsvp.childcare ?? 0), 0);
    expect(taken, 'childcare').toBe(cared);
    expect(taken, 'childcare').toBeLessThanOrEqual(capacity ?? Number.POSITIVE_INFINITY);
    for (const { state, waitlistedAt, offerUntil, party, childcare } of rsvps) {
      expect(offerUntil !== null).toBe(state === 'offered');
      if (state === 'yes') expect(waitlistedAt).toBeNull();
      if (SEATED.includes(state)) expect(party).toBeGreaterThan(0);
      else expect(childcare).toBeNull();
    }
  });
}

/** Begins the invitation as the command `invite` does. */
export async function invite(world: World, id = 'reading'): Promise<void> {
  await begin(world, await workshopOf(world, id), 'invitation', ['invited']);
}
