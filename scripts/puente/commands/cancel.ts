import { cancelWorkshop } from '#workshops';
import { command } from '../command.ts';
import { By, OfWorkshop, outcomeOf, WORKSHOP } from '../of-workshop.ts';

/** Cancels a workshop; who said yes or maybe is told. */
export const cancel = command(
  OfWorkshop.extend({ by: By }),
  WORKSHOP,
  async (world, { workshop, by }) =>
    outcomeOf(workshop, await cancelWorkshop(world, workshop, by ?? null), 'cancelled'),
);
