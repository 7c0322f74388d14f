import { z } from 'zod';
import { findListed } from '#contacts';
import { notRecorded, recordAttendance } from '#workshops';
import { command, done, refused } from '../command.ts';
import { WORKSHOP } from '../of-workshop.ts';

const listed = z.array(z.string().min(1)).min(1).max(2000);

const AttendanceList = z
  .strictObject({
    workshop: z.string(),
    phones: listed.optional(),
    contacts: listed.optional(),
    as: z.enum(['attended', 'missed']).default('attended'),
    by: z.string().min(1).nullable().default(null),
  })
  .refine(({ phones, contacts }) => phones || contacts, {
    path: ['phones'],
    error: 'name who was there, as phones or as contacts',
  });

/**
 * Records who came to a workshop; who had said yes and is on no list missed it. With `"as":"missed"` it puts
 * a list right. A name that nobody has records nothing.
 */
export const attended = command(
  AttendanceList,
  { ...WORKSHOP, phones: ['+12135550101'], by: 'Ms. Ruiz' },
  async (world, { phones, contacts, ...record }) => {
    const { ids, unknown } = await findListed(world, {
      ...(phones && { phones }),
      ...(contacts && { contacts }),
    });
    if (unknown.length > 0)
      return refused(
        `Nobody is known by ${unknown.join(', ')}: load them first, or put it right. Nothing was recorded.`,
      );
    const recorded = await recordAttendance(world, { ...record, contacts: ids });
    if (recorded.kind === 'refused')
      return refused(`Nothing was recorded: ${notRecorded(record.workshop, recorded.reason)}.`);
    const { attended: came, missed } = recorded;
    return done({ workshop: record.workshop, listed: ids.length, attended: came, missed });
  },
);
