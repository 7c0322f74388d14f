import { z } from 'zod';
import { callList as readCallList } from '#contacts';
import { command, done, refused } from '../command.ts';

/**
 * Families that a person is to call, the longest waiting first, of one site or all. `why` is `language` (no
 * texts are in the one she speaks, which `language` names), `asked` (she wants a call) or `no_answer`.
 */
export const callList = command(
  z.strictObject({ site: z.string().optional() }),
  { site: 'bolivar' },
  async (world, { site }) => {
    if (site !== undefined && !(await world.store.sites.exists({ _id: site })))
      return refused(`There is no site ${site}. Load it first.`);
    const listed = await readCallList(world, site);
    const calls = listed.map(({ call, contact }) => ({
      contact: contact.phone,
      name: contact.name,
      sites: call.site ? [call.site] : contact.sites,
      why: call.reason,
      language: call.language ?? contact.language,
      workshop: call.workshop,
      since: call.since,
      told: call.toldAt !== null,
    }));
    return done({ calls });
  },
);
