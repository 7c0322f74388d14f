import { readFileSync } from 'node:fs';
import type { Clock } from '#domain';

const REREAD_MS = 250;

/** A clock moved by the milliseconds written in `file` (null: never moved), reread every 250 ms. */
export function openClock(file: string | null): Clock & { close: () => void } {
  let offset = readOffset(file, 0);
  const reread = () => {
    offset = readOffset(file, offset);
  };
  const timer = file ? setInterval(reread, REREAD_MS).unref() : null;
  return {
    now: () => new Date(Date.now() + offset),
    real: () => new Date(),
    close: () => {
      if (timer) clearInterval(timer);
    },
  };
}

/** The file's milliseconds; `last` while it is not there or, being written, is still empty. */
function readOffset(file: string | null, last: number): number {
  if (!file) return 0;
  try {
    const text = readFileSync(file, 'utf8').trim();
    const offset = Number(text);
    return text !== '' && Number.isFinite(offset) ? offset : last;
  } catch {
    return last;
  }
}
