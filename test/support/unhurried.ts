import type { TestProgram } from './program.ts';

type World = TestProgram['world'];

/** The world with the machine's clock held still: however slow the machine is, what has been read stays fresh. */
export function unhurried(world: World): World {
  const at = world.clock.real();
  return { ...world, clock: { ...world.clock, real: () => at } };
}
