import type { Scene } from './scene.ts';

/** What the program still has to do, or null; a text that waits for its next try counts, whenever that is. */
export async function underWay({ store }: Pick<Scene, 'store'>): Promise<string | null> {
  try {
    if (await store.inbound.exists({ handled: false })) return 'a message is not dealt with';
    if (await store.broadcasts.exists({ running: true })) return 'a broadcast is not over';
    const left = await store.messages.exists({ state: { $in: ['queued', 'sending'] } });
    return left ? 'a text is not sent' : null;
  } catch {
    return 'MongoDB does not answer';
  }
}

/** Tells which of the program's processes end from now on though nobody kills them, with their last words. */
export function watchCrashes({ parts }: Pick<Scene, 'parts'>): () => string[] {
  const before = parts.map((part) => part.crashes());
  return () =>
    parts
      .filter((part, i) => part.crashes() > before[i]!)
      .map((part) => `${part.name} ended by itself: ${part.said().slice(-500)}`);
}
