import { ContentError } from '#domain';
import { type FlatText, placeholders } from './flat-texts.ts';

const CANCEL =
  'never ask for CANCEL or CANCELAR, which carriers take as an opt-out: ask for a number';
const PARENT = 'whoever cares for a child reads this: write to her with "usted" or "you"';
const CHILD = "never name a child or a child's grade: who reads the phone is not known";

const VERBS =
  'answer|reply|respond|text|send|write|type|say|escriba|responda|conteste|mande|env[ií]e|ponga|diga|mandar|enviar|escribir|responder|contestar';
/** What may stand between the verb and the word: "responda con la palabra 'cancelar'". */
const BETWEEN = '(?:\\s+(?:con|la|el|palabra|texto|with|the|word|back|us|only|solo))*[^\\p{L}]+';

/** What no text may say, and why; `domain.md` §3 and Twilio's opt-out words. */
const FORBIDDEN: { pattern: RegExp; cure: string }[] = [
  { pattern: /(?<!\p{L})CANCEL(AR|E|ED)?(?!\p{L})/u, cure: CANCEL },
  { pattern: new RegExp(`(?<!\\p{L})(?:${VERBS})${BETWEEN}cancel`, 'iu'), cure: CANCEL },
  {
    pattern:
      /(?<!\p{L})(mam[aá]s?|pap[aá]s?|mamis?|papis?|moms?|dads?|mommy|mommies|daddy|daddies)(?!\p{L})/iu,
    cure: PARENT,
  },
  {
    pattern:
      /(?<!\p{L})(hij[oa]|niñ[oa]|alumn[oa]|estudiante|child|kid|son|daughter|student|grado|grade)\s*[:,]?\s*\{\{/iu,
    cure: CHILD,
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
  { pattern: /^\s|\s$|[^\S\n]{2}|\t/, cure: 'take out the blanks that nobody sees' },
];

/** Wordings that harm: "reply CANCEL", "mamá", a child's name or grade, typography that costs segments. */
export function checkWording(texts: FlatText[]): ContentError[] {
  return texts.flatMap(({ text, file, key }) =>
    wordingCures(text).map((cure) => new ContentError(cure, file, key)),
  );
}

/** What is wrong with the wording of one text, a cure each; none where all is well. */
export function wordingCures(text: string): string[] {
  const cures = FORBIDDEN.filter(({ pattern }) => pattern.test(text)).map(({ cure }) => cure);
  if (placeholders(text).some(isOfAChild)) cures.push(CHILD);
  return [...new Set(cures)];
}

const WHO =
  /^(child|childs|kid|kids|student|students|pupil|son|daughter|hijo|hija|hijos|nino|nina|ninos|alumno|alumna|estudiante)$/;
const WHAT = /^(name|names|grade|grades|class|nombre|nombres|grado|grados|salon)$/;

/** Whether a value by this name would tell a child's name or grade: `child_name`, `nombre_hijo`, `grade`. */
function isOfAChild(name: string): boolean {
  const words = name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
  if (words.some((word) => /^(grade|grades|grado|grados)$/.test(word))) return true;
  return words.some((word) => WHO.test(word)) && words.some((word) => WHAT.test(word));
}
