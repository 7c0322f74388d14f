import type { Flow } from '#engine';

/** Letters on a WhatsApp button, and buttons on a message that needs no template. */
export const BUTTON_LETTERS = 20;
export const BUTTONS = 3;

/** An option's words: by which key of which question's text, and where the flow names it. */
export type OptionKey = { question: string; key: string; path: string };

/**
 * The keys of the words of every option a flow names, in order: `invite_options.yes`. A choice between
 * texts has the words of its plain one (`otherwise`).
 */
export function optionKeys(flow: Flow): OptionKey[] {
  const all = Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.type !== 'ask' || !Array.isArray(node.options)) return [];
    const question = typeof node.text === 'string' ? node.text : node.text.otherwise;
    return node.options.map((option, i) => ({
      question,
      key: `${question}_options.${option}`,
      path: `nodes.${id}.options.${i}`,
    }));
  });
  return [...new Map(all.map((option) => [option.key, option])).values()];
}

/** Options as an SMS lists them below its question, a line each: "1) Sí", "2) No"; nothing for none. */
export function optionsText(words: readonly string[]): string {
  return words.map((word, i) => `${i + 1}) ${word}`).join('\n');
}

/**
 * The titles of WhatsApp buttons for options, or null where they cannot be buttons: more than three, two
 * alike, or one of more than 20 letters. They are then numbered as on SMS.
 */
export function buttonTitles(words: readonly string[]): string[] | null {
  if (words.length === 0 || words.length > BUTTONS || new Set(words).size < words.length)
    return null;
  return words.every((word) => [...word].length <= BUTTON_LETTERS) ? [...words] : null;
}
