import { handOff } from '../effects/handed-off.ts';
import type { Step } from './index.ts';

/** A person of the staff is to answer. */
export const handOffStep: Step = async (world, turn) => {
  await handOff(world, turn, 'asked_for');
  return { outcome: 'recorded', facts: {} };
};
