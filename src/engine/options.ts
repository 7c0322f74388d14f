import { z } from 'zod';
import { Name } from './fact-types.ts';
import type { Facts, Label } from './types.ts';

/** Most options a question may number: more are not read on a phone. */
export const MOST_OPTIONS = 9;

/** A weekday and a time of day, on the recipient's clock. */
const WeeklyTime = z
  .string()
  .regex(
    /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$/,
    'write a time of the week as `sat 10:00`',
  );

/**
 * The numbered answers of a question, in order: named here; named with their times; or told by the host in
 * a fact of type `options`.
 */
export const Options = z.union([
  z.array(Name).min(2).max(MOST_OPTIONS, 'name at most nine, which is what a phone shows'),
  z.strictObject({
    from: Name.describe('A fact of type `options`, told when the flow begins: `{ from: sites }`.'),
  }),
  z.strictObject({
    times: z
      .record(Name, WeeklyTime)
      .describe('Times of the week, each with a name: `{ early: sat 10:00, late: sat 14:00 }`.'),
  }),
]);

export type Options = z.infer<typeof Options>;

/** The options known before a conversation begins: none where the host tells them. */
export function namedOptions(options: Options | undefined): string[] {
  if (options === undefined || 'from' in options) return [];
  return Array.isArray(options) ? options : Object.keys(options.times);
}

/** The options as they stand in a conversation. */
export function optionsOf(options: Options | undefined, facts: Facts): string[] {
  if (options === undefined || !('from' in options)) return namedOptions(options);
  return told(facts[options.from]).map(([name]) => name);
}

/** What the host calls the options it told; none where the flow names them. */
export function toldWords(options: Options | undefined, facts: Facts): string[] {
  if (options === undefined || !('from' in options)) return [];
  return told(facts[options.from]).map(([, words]) => words);
}

/**
 * The options as understanding is to know them: by name, or by the time they stand for (`17:30`; a date as
 * the host told it, for the host to bring to her clock).
 */
export function heardOptions(options: Options | undefined, facts: Facts): string[] {
  if (options === undefined || Array.isArray(options)) return optionsOf(options, facts);
  if ('times' in options) return Object.values(options.times).map((at) => at.split(' ')[1]!);
  return told(facts[options.from]).map(([name, words]) => (isMoment(words) ? words : name));
}

/** The words of each option; `textKey` is the question's, under which flows keep those of their own. */
export function labelsOf(options: Options | undefined, textKey: string, facts: Facts): Label[] {
  if (options === undefined) return [];
  if (Array.isArray(options)) return options.map((name) => ({ key: optionKey(textKey, name) }));
  if ('times' in options) return Object.values(options.times).map((at) => ({ at }));
  return told(facts[options.from]).map(([, words]) =>
    isMoment(words) ? { at: words } : { words },
  );
}

/** The key of an option's words. */
export function optionKey(textKey: string, option: string): string {
  return `${textKey}_options.${option}`;
}

/** The date an option stands for, if the host told one. */
export function momentOf(options: Options | undefined, name: string, facts: Facts): string | null {
  if (options === undefined || !('from' in options)) return null;
  const words = told(facts[options.from]).find(([option]) => option === name)?.[1];
  return words !== undefined && isMoment(words) ? words : null;
}

/**
 * What a fact of type `options` holds: a line each, `bolivar=Primaria Bolívar` or
 * `first=2026-12-05T18:00:00Z`. More than can be numbered are left out.
 */
function told(value: Facts[string] | undefined): [name: string, words: string][] {
  if (typeof value !== 'string') return [];
  const lines = value.split('\n').map((line) => /^([^=,\s]+)=(.+)$/.exec(line.trim()));
  const found = lines.flatMap((line) => (line ? [[line[1]!, line[2]!] as [string, string]] : []));
  return found.slice(0, MOST_OPTIONS);
}

function isMoment(words: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(words) && !Number.isNaN(Date.parse(words));
}
