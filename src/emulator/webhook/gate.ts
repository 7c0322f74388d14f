/** Lets at most `most` pieces of work run at once; the others wait their turn. */
export function createGate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes straight to the next; it is free only when nobody waits.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
