/** Timers that can all be stopped at once. */
export type Timers = { after: (ms: number, then: () => void) => void; stop: () => void };

/** The longest wait that setTimeout knows; longer ones are waited for in parts. */
const LONGEST_MS = 2 ** 31 - 1;

/** Makes a set of timers; after `stop` none fires and none starts. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let stopped = false;
  const after = (ms: number, then: () => void) => {
    if (stopped) return;
    const timer = setTimeout(
      () => {
        pending.delete(timer);
        if (ms > LONGEST_MS) after(ms - LONGEST_MS, then);
        else then();
      },
      Math.min(Math.max(0, ms), LONGEST_MS),
    );
    pending.add(timer);
  };
  return {
    after,
    stop: () => {
      stopped = true;
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
