import { ContentError } from '#domain';
import type { FlatText } from './flat-texts.ts';

const CANCEL =
  'never ask for CANCEL or CANCELAR, which carriers take as an opt-out: ask for a number';

/** What no text may say, and why; `domain.md` §3 and Twilio's opt-out words. */
const FORBIDDEN: { pattern: RegExp; cure: string }[] = [
  {
    pattern: /CANCEL(AR|E|ED)?(?!\p{L})/u,
    cure: CANCEL,
  },
  {
    pattern: /(answer|reply|text|escriba|responda|mande|env[ií]e)[^\p{L}]+cancel/iu,
    cure: CANCEL,
  },
  {
    pattern: /\$t\(|\{\{-/,
    cure: 'texts neither nest others nor unescape: write it out',
  },
  {
    pattern: /,\s*time\s*\}\}\./,
    cure: 'a time ends with a period of its own ("a. m."): leave this one out',
  },
  { pattern: /[“”‘’…—–\u00a0\u202f]/, cure: 'use plain quotes, dots, hyphens and spaces' },
];

/** Wordings that harm: "reply CANCEL", and typography that costs segments. */
export function checkWording(texts: FlatText[]): ContentError[] {
  return texts.flatMap(({ text, file, key }) =>
    FORBIDDEN.filter(({ pattern }) => pattern.test(text)).map(
      ({ cure }) => new ContentError(cure, file, key),
    ),
  );
}
