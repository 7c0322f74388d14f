import { LARGEST_PARTY, type Mode, modesOf } from '#domain';
import type { Transaction } from '#storage';
import { giveBackChildcare } from './childcare.ts';
import {
  type Asked,
  freeSeatsOf,
  isOpenForAnswers,
  readBoth,
  saveRsvp,
  seatsHeld,
  takeSeats,
  type WorkshopWorld,
} from './seats.ts';

export type Reserved = 'booked' | 'changed' | 'kept' | 'waitlisted' | 'closed' | 'too_many';

/**
 * Books `party` seats (the sender among them), or changes an earlier booking. With too few seats free a
 * new family is put on the waitlist, and one that has seats keeps those it has. A mode that the workshop
 * does not offer is in person; who takes part from home gives back her places in childcare.
 */
export async function reserve(
  world: WorkshopWorld,
  asked: Asked,
  wish: { party: number; mode?: Mode | undefined },
  tx: Transaction,
): Promise<Reserved> {
  const { workshop, rsvp } = await readBoth(world, asked, tx);
  if (!isOpenForAnswers(workshop, world.clock.now())) return 'closed';
  if (wish.party > LARGEST_PARTY) return 'too_many';
  const wished = wish.mode ?? rsvp?.mode ?? 'in_person';
  const mode = modesOf(workshop).includes(wished) ? wished : 'in_person';
  const held = seatsHeld(rsvp);
  const sameMode = held > 0 && rsvp?.mode === mode;
  const more = sameMode ? wish.party - held : wish.party;
  if (more > 0 && !(await takeSeats(world, workshop._id, mode, more, tx))) {
    if (held > 0) return 'kept';
    const waitlistedAt = rsvp?.state === 'waitlisted' ? rsvp.waitlistedAt : world.clock.now();
    const waiting = { state: 'waitlisted', party: wish.party, mode, waitlistedAt } as const;
    await saveRsvp(world, workshop, asked.contact, waiting, tx);
    return 'waitlisted';
  }
  if (rsvp && sameMode) await freeSeatsOf(world, rsvp, -more, `${asked.cause}:fewer`, tx);
  if (rsvp && !sameMode) await freeSeatsOf(world, rsvp, held, `${asked.cause}:mode`, tx);
  await saveRsvp(
    world,
    workshop,
    asked.contact,
    {
      state: 'yes',
      party: wish.party,
      mode,
      offerUntil: null,
      waitlistedAt: null,
      ...(mode === 'zoom' ? await giveBackChildcare(world, rsvp, tx) : {}),
    },
    tx,
  );
  return rsvp?.state === 'yes' ? 'changed' : 'booked';
}
