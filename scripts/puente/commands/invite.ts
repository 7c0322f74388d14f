import { begin } from '#broadcasts';
import type { Workshop } from '#domain';
import { command, done, refused } from '../command.ts';
import { OfWorkshop, unknownWorkshop, WORKSHOP } from '../of-workshop.ts';

/** The plan's invitation stage now; the plan does not repeat it at seven days before. */
export const invite = command(OfWorkshop, WORKSHOP, async (world, { workshop: id }) => {
  const workshop = await world.store.workshops.findById(id).lean<Workshop>();
  if (!workshop) return unknownWorkshop(id);
  if (workshop.cancelledAt) return refused('The workshop is cancelled: nobody can be invited.');
  if (workshop.startsAt <= world.clock.now())
    return refused('The workshop has begun: it is too late to invite.');
  await world.handOn([await begin(world, workshop, 'invitation', ['invited'])]);
  return done({ workshop: id, outcome: 'inviting' });
});
