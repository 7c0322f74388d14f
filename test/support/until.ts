import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until the answer is yes; fails with what was waited for. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = 10_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms in vain: ${what}.`);
    await wait(25);
  }
}
