import type { Contact, Rsvp } from '#domain';
import type { TestProgram } from './program.ts';
import { family, phoneOf } from './programme.ts';

/** Writes `count` families who said yes to the workshop `reading`, all like the first, which is loaded. */
export async function manyFamilies(program: TestProgram, count: number): Promise<string[]> {
  const { store, clock } = program.world;
  await program.load(family(1));
  const first = await store.contacts
    .findOne({ phone: phoneOf(1) })
    .lean<Contact>()
    .orFail();
  const ids = Array.from({ length: count }, (_, i) => `family-${String(i + 1).padStart(6, '0')}`);
  await store.contacts.deleteOne({ _id: first._id });
  await store.contacts.insertMany(
    ids.map((_id, i) => ({ ...first, _id, phone: phoneOf(i + 1) })),
    { lean: true },
  );
  const reading = await store.workshops.findById('reading').lean().orFail();
  const now = clock.now();
  await store.rsvps.insertMany(
    ids.map((contact): Rsvp => {
      return {
        _id: `yes-${contact}`,
        workshop: 'reading',
        contact,
        startsAt: reading.startsAt,
        state: 'yes',
        party: 2,
        mode: 'in_person',
        childcare: null,
        invitedAt: now,
        waitlistedAt: null,
        offerUntil: null,
        updatedAt: now,
      };
    }),
    { lean: true },
  );
  return ids;
}
