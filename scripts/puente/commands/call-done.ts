import { z } from 'zod';
import { closeCalls } from '#contacts';
import { type Contact, parsePhone } from '#domain';
import { command, done, refused } from '../command.ts';

/** A person has called: the family leaves the call list, or only for one reason (`why`). */
export const callDone = command(
  z.strictObject({
    contact: z.string(),
    why: z.enum(['language', 'asked', 'no_answer']).optional(),
    by: z.string().min(1).optional(),
  }),
  { contact: '+12135550101', by: 'Ms. Ruiz' },
  async (world, { contact, why, by }) => {
    const phone = parsePhone(contact);
    if (!phone) return refused('contact: must be a phone number, like +12135550101.');
    const found = await world.store.contacts.findOne({ phone }).lean<Contact>();
    if (!found) return refused('No contact has this phone. Load it first.');
    const reasons = await closeCalls(world, found._id, by ?? null, why);
    if (reasons.length === 0)
      return refused('This family is not on the call list: nothing was changed.');
    return done({ contact: phone, outcome: 'done', why: reasons });
  },
);
