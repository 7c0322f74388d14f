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

/** Which of the program's processes ended though nobody killed them, with their last words. */
export function crashesOf({ parts }: Pick<Scene, 'parts'>): string[] {
  return parts
    .filter((part) => part.crashes() > 0)
    .map((part) => `${part.name} ended by itself: ${part.said().slice(-500)}`);
}
