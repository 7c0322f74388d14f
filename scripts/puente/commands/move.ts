import { moveWorkshop } from '#workshops';
import { Instant } from '../../../src/load-line.ts';
import { command } from '../command.ts';
import { By, OfWorkshop, outcomeOf, WORKSHOP } from '../of-workshop.ts';

/** Moves a workshop to another start; who said yes or maybe is told. */
export const move = command(
  OfWorkshop.extend({ startsAt: Instant, by: By }),
  { ...WORKSHOP, startsAt: '2026-12-05T10:00:00-08:00' },
  async (world, { workshop, startsAt, by }) =>
    outcomeOf(workshop, await moveWorkshop(world, workshop, startsAt, by ?? null), 'moved'),
);
