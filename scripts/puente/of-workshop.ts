import { z } from 'zod';
import type { Changed } from '#workshops';
import { done, type Outcome, refused } from './command.ts';

/** Names a workshop by the id it was loaded with. */
export const OfWorkshop = z.strictObject({ workshop: z.string() });

/** The person who confirmed a change on the day itself, which may then be told from 7:00. */
export const By = z.string().min(1).optional();

export const WORKSHOP = { workshop: 'bolivar-1' };

export function unknownWorkshop(id: string) {
  return refused(`There is no workshop ${id}. Load it first.`);
}

/** What became of a workshop that was to be changed. */
export function outcomeOf(workshop: string, changed: Changed, outcome: string): Outcome {
  if (changed.kind === 'changed') return done({ workshop, outcome });
  switch (changed.reason) {
    case 'unknown_workshop':
      return unknownWorkshop(workshop);
    case 'already_cancelled':
      return refused('The workshop is cancelled already: nothing was changed.');
    case 'same_time':
      return refused('The workshop starts then already: nothing was changed.');
    case 'in_the_past':
      return refused('startsAt is in the past: nothing was changed.');
  }
}
