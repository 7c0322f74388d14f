import { ContentError, countSegments, normaliseText } from '#domain';
import type { Content } from '../content.ts';
import { pluralForms } from '../language-settings.ts';
import { optionsText } from '../options.ts';
import type { Values } from '../renderer.ts';
import { type ExpectedText, expectationOf, expectedTexts } from './expected-texts.ts';
import type { FlatText } from './flat-texts.ts';
import { optionsBeside } from './options-beside.ts';

/** A Wednesday in September, the longest date there is in Spanish, and forces UCS-2 as Saturday does. */
const SAMPLE_DAY = '2026-09-30T17:30:00Z';

/** Texts that would take more SMS segments than they may, filled with the language's long samples. */
export function checkLengths(content: Content, texts: FlatText[]): ContentError[] {
  const expected = expectationOf(expectedTexts(content));
  return texts.flatMap((text) => {
    const said = expected(text);
    const problem = said && tooLong(content, texts, text, said);
    return problem ? [new ContentError(problem, text.file, text.key)] : [];
  });
}

function tooLong(
  content: Content,
  texts: FlatText[],
  { language, namespace, key, base, plural }: FlatText,
  said: ExpectedText,
): string | null {
  const form = said.counted ? plural : null;
  const count = form && pluralForms(content.texts[language]!.settings).get(form);
  const values = { ...sampleValues(content, language), ...(count != null && { count }) };
  const request = { language, namespace, values, timeZone: 'America/Los_Angeles' };
  const words = content.render({ ...request, key: form ? base : key });
  // A question goes out with its options below it, where those have names of their own.
  const options = optionsText(optionsBeside(content, texts, { language, namespace, key }));
  const { segments, units, encoding, forcedBy } = countSegments(
    normaliseText([words, options].filter(Boolean).join('\n')),
  );
  if (segments <= said.segments) return null;
  const why = forcedBy ? `; "${forcedBy}" makes every character cost double` : '';
  return `takes ${segments} segments (${units} characters in ${encoding}${why}), and may take ${said.segments}: shorten it`;
}

function sampleValues(content: Content, language: string): Values {
  const facts = Object.values(content.flows).flatMap((flow) => Object.entries(flow.facts));
  const ofFacts = facts.map(([name, type]) => [name, sampleOf(type)] as const);
  return {
    ...Object.fromEntries(ofFacts),
    ...content.texts[language]!.settings.samples,
    organisation: 'Mission Graduates',
    help: 'x'.repeat(160),
    startsAt: SAMPLE_DAY,
    endsAt: SAMPLE_DAY,
    oldStartsAt: SAMPLE_DAY,
    opensAt: SAMPLE_DAY,
    closesAt: SAMPLE_DAY,
    message: 'x'.repeat(24),
    percent: '100',
    count: 12,
    word: 'PADRES primaria-bolivar',
  };
}

function sampleOf(type: string | string[]): string | number | boolean {
  if (Array.isArray(type)) return type[0]!;
  if (type === 'boolean') return true;
  if (type === 'number') return 12;
  return type === 'date' ? SAMPLE_DAY : 'una respuesta';
}
