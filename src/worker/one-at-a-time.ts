/**
 * Makes of a job one that runs once at a time a key within this process: asked again meanwhile, it runs
 * once more afterwards. Sixteen workers over one contact's messages would only conflict and start over;
 * between processes the contact's lock decides.
 */
export function oneAtATime(run: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const asked = new Map<string, boolean>();
  return async (key) => {
    if (asked.has(key)) {
      asked.set(key, true);
      return;
    }
    try {
      do {
        asked.set(key, false);
        await run(key);
      } while (asked.get(key));
    } finally {
      asked.delete(key);
    }
  };
}
