import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE } from '#domain';
import type { Harm } from './fault-case.ts';

const LOOK_EVERY_MS = 25;

/**
 * Waits until this share (0 to 1) of the families has read the invitation, at most `withinMs`: what is broken
 * need not let it come so far.
 */
export async function share(
  { talking, count }: Pick<Harm, 'talking' | 'count'>,
  part: number,
  withinMs: number = MINUTE,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (talking.invited() < part * count && Date.now() < end) await wait(LOOK_EVERY_MS);
}
