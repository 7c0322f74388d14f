import type { Log } from '#domain';

export type Repeating = { now: () => void; stop: () => Promise<void> };

/**
 * Runs `work` at once and then again `pauseMs` after each end, whatever came of it; a failure is logged and
 * the next round tries again. `now` asks for a round without waiting; `stop` waits for the one under way.
 */
export function everySoOften(log: Log, pauseMs: number, work: () => Promise<void>): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  const round = () => {
    clearTimeout(timer);
    if (stopped || running) return;
    running = work()
      .catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'a round failed');
      })
      .finally(() => {
        running = null;
        if (!stopped) timer = setTimeout(round, pauseMs);
      });
  };
  round();
  return {
    now: round,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
