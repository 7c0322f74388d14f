import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** Asks again and again until the answer is yes; throws with what was waited for in vain. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = 20_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
    await wait(LOOK_EVERY_MS);
  }
}
