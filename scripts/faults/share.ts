import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE } from '#domain';
import type { Harm } from './fault-case.ts';

const LOOK_EVERY_MS = 25;

/**
 * Waits until this share (0 to 1) of the families has read the invitation, or nobody more has for `stillMs`: what
 * is broken need not let it come so far.
 */
export async function share(
  { talking, count }: Pick<Harm, 'talking' | 'count'>,
  part: number,
  stillMs: number = MINUTE,
): Promise<void> {
  let [last, since] = [talking.invited(), Date.now()];
  while (last < part * count && Date.now() - since < stillMs) {
    await wait(LOOK_EVERY_MS);
    if (talking.invited() > last) [last, since] = [talking.invited(), Date.now()];
  }
}
