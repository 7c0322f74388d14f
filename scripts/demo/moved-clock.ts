import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Every part reads the clock's file anew after at most 250 ms (PUENTE_CLOCK). */
const READ_BY_ALL_MS = 300;

/** The clock that the story's people live by; it runs, and is put forward from step to step. */
export type MovedClock = {
  file: string;
  now: () => Date;
  /** Settles when every part has had the time to read it. */
  moveTo: (at: Date) => Promise<void>;
};

/** A moved clock that is told to the parts in `file`, as milliseconds to add to the machine's clock. */
export function movedClock(file: string, start: Date): MovedClock {
  let offset = 0;
  const write = (at: Date) => {
    offset = at.getTime() - Date.now();
    // In one piece: a file that is read while it is empty would mean an unmoved clock.
    writeFileSync(`${file}.new`, String(offset));
    renameSync(`${file}.new`, file);
  };
  write(start);
  return {
    file,
    now: () => new Date(Date.now() + offset),
    moveTo: async (at) => {
      write(at);
      await wait(READ_BY_ALL_MS);
    },
  };
}
