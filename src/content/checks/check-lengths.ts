import { ContentError, countSegments, normaliseText } from '#domain';
import type { Content } from '../content.ts';
import type { Values } from '../renderer.ts';
import { expectedTexts } from './expected-texts.ts';
import type { FlatText } from './flat-texts.ts';

/** A Wednesday in September, the longest date there is in Spanish, and forces UCS-2 as Saturday does. */
const SAMPLE_DAY = '2026-09-30T17:30:00Z';

/** Texts that would take more SMS segments than they may, filled with the language's long samples. */
export function checkLengths(content: Content, texts: FlatText[]): ContentError[] {
  const limits = new Map(
    expectedTexts(content).map(({ namespace, key, segments }) => [`${namespace} ${key}`, segments]),
  );
  return texts.flatMap(({ language, namespace, key, base, plural, file }) => {
    const limit = limits.get(`${namespace} ${key}`) ?? limits.get(`${namespace} ${base}`) ?? 2;
    const values = { ...sampleValues(content, language), count: plural === 'one' ? 1 : 12 };
    const request = { language, namespace, values, timeZone: 'America/Los_Angeles' };
    const text = normaliseText(content.render({ ...request, key: plural ? base : key }));
    const { segments, units, encoding } = countSegments(text);
    if (segments <= limit) return [];
    const message = `takes ${segments} segments (${units} characters in ${encoding}), and may take ${limit}: shorten it`;
    return [new ContentError(message, file, key)];
  });
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
  };
}

function sampleOf(type: string | string[]): string | number | boolean {
  if (Array.isArray(type)) return type[0]!;
  if (type === 'boolean') return true;
  if (type === 'number') return 12;
  return type === 'date' ? SAMPLE_DAY : 'una respuesta';
}
