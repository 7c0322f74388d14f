import { z } from 'zod';
import { takeAlarm } from '#inbox';
import { command, done, refused } from '../command.ts';
import { familyMessages } from '../family-messages.ts';

/**
 * Takes what staff were called to, by the id in their text: nobody else is called any more. Shows what the
 * family wrote and how to reach her, to who takes it and to who looks later.
 */
export const take = command(
  z.strictObject({ message: z.string(), by: z.string().min(1).optional() }),
  { message: '6743c0ffee6743c0ffee6743', by: 'Ms. Ruiz' },
  async (world, { message, by }) => {
    const alarm = await takeAlarm(world, message, by ?? 'command');
    if (!alarm)
      return refused(`Staff were called to no message ${message}: see its id in the text.`);
    const { family, messages } = await familyMessages(world, alarm);
    const outcome = alarm.open ? 'taken' : 'taken_already';
    const { kind, sites, takenBy, raisedAt } = alarm;
    const who = alarm.open ? (by ?? 'command') : takenBy;
    return done({ message, outcome, takenBy: who, kind, sites, raisedAt, ...family, messages });
  },
);
