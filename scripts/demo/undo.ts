/** What ends everything that was started, in the opposite order; nothing is started any more once it began. */
export type Undo = {
  /** To be called before the thing is begun. Throws when the end has come. */
  add: (end: () => Promise<unknown> | unknown) => void;
  /** Asked again, it waits for the same end. */
  all: () => Promise<void>;
  /** Aborted when the end comes. */
  signal: AbortSignal;
};

/** An empty list of what to end. */
export function openUndo(): Undo {
  const ends: (() => Promise<unknown> | unknown)[] = [];
  const stopping = new AbortController();
  let ended: Promise<void> | null = null;
  const endAll = async () => {
    stopping.abort();
    for (const end of ends.reverse()) {
      // One that cannot be ended must not keep the others alive.
      await Promise.resolve()
        .then(end)
        .catch((error: unknown) => console.error(String(error)));
    }
  };
  return {
    add: (end) => {
      stopping.signal.throwIfAborted();
      ends.push(end);
    },
    all: () => {
      ended ??= endAll();
      return ended;
    },
    signal: stopping.signal,
  };
}
