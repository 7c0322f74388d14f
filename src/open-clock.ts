import { readFileSync } from 'node:fs';
import type { Clock } from '#domain';

const REREAD_MS = 250;

/** The machine's clock, or one moved by the milliseconds in a file that is reread every 250 ms. */
export function openClock(file: string | null): Clock {
  const real = () => new Date();
  if (!file) return { now: real, real };
  let offset = 0;
  const reread = () => {
    try {
      const text = readFileSync(file, 'utf8').trim();
      // Empty while it is being written: the last offset holds.
      if (text !== '' && Number.isFinite(Number(text))) offset = Number(text);
    } catch (error) {
      // Removed, or not there yet: nothing moves the clock.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') offset = 0;
    }
  };
  reread();
  setInterval(reread, REREAD_MS).unref();
  return { now: () => new Date(Date.now() + offset), real };
}
