import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** Asks again and again what is still missing, until nothing is; throws with what was missing last. */
export async function until(
  missing: () => Promise<string | null> | string | null,
  withinMs = 20_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const still = await missing();
    if (still === null) return;
    if (Date.now() > end) throw new Error(`After ${withinMs / 1000} s, ${still}.`);
    await wait(LOOK_EVERY_MS);
  }
}
