/** A message that waits for its sender: until when it may wait is in milliseconds since 1970. */
export type Waiting = { sid: string; segments: number; expiresAt: number };

export type Backlog = {
  add: (message: Waiting) => void;
  /** The one that has waited longest. */
  take: () => Waiting | undefined;
  /** All that may wait no longer at `now`. */
  takeExpired: (now: number) => Waiting[];
  segments: () => number;
  clear: () => void;
};

/** The messages that wait for one sender, first come first. */
export function createBacklog(): Backlog {
  let waiting: Waiting[] = [];
  // Taking from the front of a long array moves all the rest: the front is a number instead.
  let front = 0;
  let segments = 0;
  const clear = () => {
    waiting = [];
    front = 0;
    segments = 0;
  };
  return {
    add: (message) => {
      waiting.push(message);
      segments += message.segments;
    },
    take: () => {
      const next = waiting[front];
      if (!next) return undefined;
      front += 1;
      segments -= next.segments;
      if (front === waiting.length) clear();
      return next;
    },
    takeExpired: (now) => {
      const rest = waiting.slice(front);
      const late = rest.filter((each) => each.expiresAt <= now);
      if (late.length === 0) return [];
      waiting = rest.filter((each) => each.expiresAt > now);
      front = 0;
      segments -= late.reduce((sum, each) => sum + each.segments, 0);
      return late;
    },
    segments: () => segments,
    clear,
  };
}
