import { createBacklog, type Waiting } from './backlog.ts';

export type SenderQueue = {
  push: (message: Waiting) => void;
  /** Segments that wait. */
  length: () => number;
  stop: () => void;
};

/** How often what has waited too long is looked for, and how far a late timer may be caught up with. */
const LOOK_MS = 500;
const CATCH_UP_MS = 100;

/**
 * One sender's queue: gives each message its turn in order, at most `perSecond` segments a second (0: at
 * once), and tells of those whose validity ended while they waited.
 */
export function createSenderQueue(
  perSecond: number,
  on: { turn: (sid: string) => void; expired: (sid: string) => void },
): SenderQueue {
  const backlog = createBacklog();
  let freeAt = 0;
  let timer: NodeJS.Timeout | null = null;
  const giveTurns = () => {
    timer = null;
    for (const late of backlog.takeExpired(Date.now())) on.expired(late.sid);
    for (let now = Date.now(); freeAt <= now; now = Date.now()) {
      const next = backlog.take();
      if (!next) return;
      const base = now - freeAt > CATCH_UP_MS ? now : freeAt;
      freeAt = base + (perSecond ? (next.segments / perSecond) * 1000 : 0);
      on.turn(next.sid);
    }
    if (backlog.segments() === 0) return;
    timer = setTimeout(giveTurns, Math.min(Math.max(0, freeAt - Date.now()), LOOK_MS));
  };
  return {
    push: (message) => {
      backlog.add(message);
      timer ??= setTimeout(giveTurns, 0);
    },
    length: backlog.segments,
    stop: () => {
      if (timer) clearTimeout(timer);
      backlog.clear();
    },
  };
}
