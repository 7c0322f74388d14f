import { z } from 'zod';
import { type FactType, type FactTypes, Name } from './fact-types.ts';
import { Go, Value } from './fields.ts';
import type { Finding } from './node-type.ts';
import type { Facts, FactValue } from './types.ts';

/** A condition of a branch: one fact, and one thing that must be so of it. */
export const Case = z.strictObject({
  fact: Name.describe('The fact that is looked at.'),
  is: Value.optional().describe('It has this value.'),
  one_of: z.array(Value).min(2).optional().describe('It has one of these values.'),
  from: z.number().optional().describe('It is a number of at least this.'),
  to: z.number().optional().describe('It is a number of at most this.'),
  set: z.boolean().optional().describe('It is known (`true`), or not known (`false`).'),
  has: Name.optional().describe('It is a list that holds this name.'),
  before: Name.optional().describe('It is a date before the one that this fact holds.'),
  after: Name.optional().describe('It is a date after the one that this fact holds.'),
  go: Go,
});

export type Case = z.infer<typeof Case>;

/** Whether a condition holds; one about a fact that is not known never does, but for `set: false`. */
export function holds(given: Case, facts: Facts): boolean {
  const value = facts[given.fact] ?? (given.is === false ? false : undefined);
  if (given.set !== undefined) return given.set === (facts[given.fact] !== undefined);
  if (value === undefined) return false;
  if (given.is !== undefined) return value === given.is;
  if (given.one_of) return given.one_of.includes(value);
  if (given.has !== undefined) return String(value).split(',').includes(given.has);
  if (given.before !== undefined) return isBefore(value, facts[given.before]);
  if (given.after !== undefined) return isBefore(facts[given.after], value);
  const { from = -Infinity, to = Infinity } = given;
  return typeof value === 'number' && value >= from && value <= to;
}

function isBefore(first: FactValue | undefined, second: FactValue | undefined): boolean {
  // A date that is not known, or none, is neither before nor after.
  return Date.parse(String(first)) < Date.parse(String(second));
}

/** What is wrong with a condition: a fact there is not, or a question its type does not answer. */
export function inspectCase(given: Case, facts: FactTypes): Finding[] {
  const type = facts[given.fact];
  if (!type) return [{ path: 'fact', message: `declare \`${given.fact}\` under \`facts\`` }];
  const { fact: _, go: __, to, from, ...others } = given;
  const ranged = from !== undefined || to !== undefined;
  const asked = Object.keys(others).filter(
    (key) => others[key as keyof typeof others] !== undefined,
  );
  if (asked.length + Number(ranged) !== 1) {
    const cure =
      'ask one thing: `is`, `one_of`, `from` and `to`, `set`, `has`, `before` or `after`';
    return [{ path: '', message: cure }];
  }
  if (ranged) return fits(type, 'number', given.fact, from === undefined ? 'to' : 'from');
  if (given.has !== undefined) return fits(type, 'list', given.fact, 'has');
  if (given.before !== undefined) return inspectDates(given, given.before, 'before', facts);
  if (given.after !== undefined) return inspectDates(given, given.after, 'after', facts);
  return inspectValues(given, type);
}

function inspectDates(
  given: Case,
  other: string,
  path: 'before' | 'after',
  facts: FactTypes,
): Finding[] {
  const own = fits(facts[given.fact]!, 'date', given.fact, path);
  if (own.length > 0) return own;
  return facts[other] === 'date'
    ? []
    : [{ path, message: `declare \`${other}\` under \`facts\` as date` }];
}

function inspectValues({ fact, is, one_of }: Case, type: FactType): Finding[] {
  const values = one_of ?? (is === undefined ? [] : [is]);
  const wrong = values.find((value) => !canBe(value, type));
  if (wrong === undefined) return [];
  const may = Array.isArray(type) ? type.join(', ') : type;
  const path = one_of ? 'one_of' : 'is';
  return [{ path, message: `\`${fact}\` is never \`${wrong}\`; it may be ${may}` }];
}

function canBe(value: FactValue, type: FactType): boolean {
  if (Array.isArray(type)) return type.includes(String(value));
  if (type === 'boolean' || type === 'number') return typeof value === type;
  return type === 'text' && typeof value === 'string';
}

function fits(type: FactType, wanted: FactType, fact: string, path: string): Finding[] {
  if (type === wanted) return [];
  return [{ path, message: `\`${fact}\` is no ${wanted}: ask something else of it` }];
}
