import type { Intent, Understood } from './understood.ts';

/** What is understood so far; each rule adds its part. */
export type Draft = Omit<Understood, 'language'>;

/** A draft that says nothing yet. */
export function emptyDraft(): Draft {
  return { intents: [], facts: {}, certainty: 'sure', confirmNeeded: false };
}

/** Adds an intent, once, and facts. */
export function say(draft: Draft, intent: Intent, facts: Record<string, string> = {}): void {
  if (!draft.intents.includes(intent)) draft.intents.push(intent);
  Object.assign(draft.facts, facts);
}
