import { z } from 'zod';
import { notReached as findNotReached } from '#broadcasts';
import { command, done, refused } from '../command.ts';
import { unknownWorkshop, WORKSHOP } from '../of-workshop.ts';

const Wanted = z
  .strictObject({
    broadcast: z.string().min(1).optional(),
    workshop: z.string().min(1).optional(),
    site: z.string().min(1).optional(),
  })
  .refine(({ broadcast, workshop }) => (broadcast === undefined) !== (workshop === undefined), {
    error: 'name a broadcast by its id, or a workshop',
  });

/**
 * Families to whom a broadcast's text, or the last text about a workshop, has not come, so that somebody can
 * reach them in another way: refused, not brought, or unheard of for a day.
 */
export const notReached = command(Wanted, WORKSHOP, async (world, wanted) => {
  const { broadcast, workshop, site } = wanted;
  const { store } = world;
  if (workshop !== undefined && !(await store.workshops.exists({ _id: workshop })))
    return unknownWorkshop(workshop);
  if (broadcast !== undefined && !(await store.ownBroadcasts.exists({ _id: broadcast })))
    return refused(`There is no broadcast ${broadcast}.`);
  const found = await findNotReached(
    world,
    workshop === undefined ? { broadcast: broadcast! } : { workshop },
  );
  const families = found
    .filter(({ contact }) => site === undefined || contact.sites.includes(site))
    .map(({ contact, text, why }) => ({
      contact: contact.phone,
      name: contact.name,
      language: contact.language,
      sites: contact.sites,
      stage: text.stage,
      channel: text.channel,
      sentAt: text.sentAt,
      why,
    }));
  return done({ families });
});
