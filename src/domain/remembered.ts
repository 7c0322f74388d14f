const MOST_REMEMBERED = 2_000;

/**
 * What was found for a key before, or is made now; forgotten altogether when it has become too much. For
 * what is dear to find and asked again and again, of the same few keys, while a broadcast goes out.
 */
export function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, made);
  return made;
}
