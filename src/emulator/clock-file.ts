import { readFileSync } from 'node:fs';
import type { Clock } from '#domain';

const REREAD_MS = 250;

/** A clock moved by the milliseconds written in `file` (null: never moved), reread every 250 ms. */
export function openClock(file: string | null): Clock & { close: () => void } {
  let offset = readOffset(file);
  const timer = file ? setInterval(() => (offset = readOffset(file)), REREAD_MS).unref() : null;
  return {
    now: () => new Date(Date.now() + offset),
    real: () => new Date(),
    close: () => {
      if (timer) clearInterval(timer);
    },
  };
}

function readOffset(file: string | null): number {
  if (!file) return 0;
  try {
    const offset = Number(readFileSync(file, 'utf8').trim());
    return Number.isFinite(offset) ? offset : 0;
  } catch {
    return 0; // not written yet: the clock stands unmoved
  }
}
