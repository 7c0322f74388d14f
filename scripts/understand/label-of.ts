import type { Understood } from '#understanding';

/** What was understood, in the words of the labelled replies. */
export type Label = { intent: string; value: string; language: string; confirm_needed: boolean };

/** `Understood` → the label a reader would write: intents joined by `+`, facts `key=value` by `;`. */
export function labelOf({ intents, facts, certainty, ...rest }: Understood): Label {
  const all = certainty === 'soft' ? { ...facts, certainty: 'soft' } : facts;
  return {
    intent: intents.join('+'),
    value: Object.entries(all)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
    language: rest.language,
    confirm_needed: rest.confirmNeeded,
  };
}
