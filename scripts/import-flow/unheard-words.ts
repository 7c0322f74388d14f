import { understand } from '#understanding';
import type { Draft, Note } from './draft.ts';
import type { Source } from './source.ts';

/**
 * Words by which RapidPro knew an answer and Puente would not: what it hears of itself (a number, yes and no in every
 * language) is no loss; the others are shown as `understanding.yaml` would have them.
 */
export function unheardWords({ lexicon }: Source, draft: Draft): Note[] {
  return draft.heard.flatMap(({ at, expect, options }) => {
    const names = options.map(({ name }) => name);
    const lines = options.flatMap(({ name, words }, i) => {
      const unheard = words.filter((word) => !isHeard(word, i));
      return unheard.length > 0 ? [`${name}: [${unheard.join(', ')}]`] : [];
    });
    function isHeard(word: string, i: number): boolean {
      if (/^\d+$/.test(word)) return word === String(i + 1);
      const reads = expect === 'choice' ? 'choices' : expect;
      const context = {
        expects: reads,
        options: names,
        confirmed: false,
        optedOut: false,
      } as const;
      const { intents, facts } = understand(word, { ...context, options: names }, lexicon);
      return facts.answer === String(i + 1) || (intents as string[]).includes(names[i]!);
    }
    if (lines.length === 0) return [];
    return [
      {
        at,
        was: `words for the answers, ${lines.join('; ')}`,
        instead:
          expect === 'choice'
            ? 'numbers are understood; add these words under `options` of locales/<language>/understanding.yaml'
            : 'yes and no are understood in many words, these are not among them: leave them out of the text',
      },
    ];
  });
}
