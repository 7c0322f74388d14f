/** Shorter words are too much alike for a slip of the thumb to be told from another word. */
const SHORTEST = 6;

/** Known words by what is left of them when one inner letter is missing. */
export type NearWords = { known: Set<string>; withoutOne: Map<string, string> };

/** Nothing known yet. */
export function noWords(): NearWords {
  return { known: new Set(), withoutOne: new Map() };
}

/** Makes a word (as it sounds) known, so that a slip in writing it is heard through. */
export function know(words: NearWords, sound: string): void {
  if (words.known.has(sound)) return;
  words.known.add(sound);
  if (sound.length < SHORTEST || !/^\p{L}+$/u.test(sound)) return;
  for (const shorter of withoutInner(sound)) words.withoutOne.set(shorter, sound);
}

/**
 * The known word that a slip of the thumb made this one of: an inner letter left out, added, or two in
 * the wrong order. A wrong letter is not looked for: in Spanish it is another form (`mandan`, `manden`).
 */
export function nearWord({ known, withoutOne }: NearWords, sound: string): string | null {
  if (sound.length < SHORTEST - 1) return null;
  const missing = withoutOne.get(sound);
  if (missing) return missing;
  if (sound.length < SHORTEST) return null;
  for (let i = 1; i < sound.length - 2; i += 1) {
    const swapped = sound.slice(0, i) + sound[i + 1] + sound[i] + sound.slice(i + 2);
    if (known.has(swapped)) return swapped;
  }
  if (sound.length === SHORTEST) return null;
  for (const shorter of withoutInner(sound)) if (known.has(shorter)) return shorter;
  return null;
}

function withoutInner(word: string): string[] {
  return Array.from(
    { length: word.length - 2 },
    (_, i) => word.slice(0, i + 1) + word.slice(i + 2),
  );
}
