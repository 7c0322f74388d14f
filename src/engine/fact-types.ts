import { z } from 'zod';
import { isNumberRange, rangeOf } from './number-ranges.ts';
import type { FactValue } from './types.ts';

/** A flow's name for a fact, a node or an option. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _, starting with a letter')
  // Every object has this one already.
  .refine((name) => name !== 'constructor', 'choose another name')
  .meta({ not: { const: 'constructor' } });

/** The kinds of fact, in the words of the flow's reference. */
export const KINDS_OF_FACT = {
  boolean: 'true or false',
  number: 'a number',
  text: 'words, or an address to send',
  date: 'a date and time, as ISO 8601: `2026-12-05T18:00:00Z`',
  list: 'names parted by commas: `reading,college`',
  options:
    'what may be chosen, a line each: `bolivar=Primaria Bolívar` or `first=2026-12-05T18:00:00Z`',
} as const;

export const FactKind = z.enum(Object.keys(KINDS_OF_FACT) as (keyof typeof KINDS_OF_FACT)[]);

/** What a fact may be: an array names its possible values. */
export const FactType = z.union([
  FactKind,
  z.array(z.string()).min(2).describe('The values it may have: `[morning, evening]`.'),
]);

export type FactType = z.infer<typeof FactType>;

export type FactTypes = Record<string, FactType>;

/**
 * The routes a branch on such a fact can take, numbers besides by ranges (`1-3`, `4-`); a boolean that is
 * not set counts as false.
 */
export function routesOf(type: FactType): string[] {
  if (Array.isArray(type)) return [...type, 'unset'];
  if (type === 'boolean') return ['true', 'false'];
  return type === 'number' ? ['zero', 'some', 'unset'] : ['set', 'unset'];
}

/** The first of a branch's ways that a value takes; undefined where none is for it. */
export function routeOf(value: FactValue | undefined, ways: readonly string[]): string | undefined {
  const known = plainRoutes(value).find((name) => ways.includes(name));
  return known ?? (typeof value === 'number' ? rangeOf(value, ways) : undefined);
}

function plainRoutes(value: FactValue | undefined): string[] {
  if (value === undefined) return ['unset', 'false'];
  if (typeof value === 'number') return [value === 0 ? 'zero' : 'some'];
  return typeof value === 'boolean' ? [String(value)] : [value, 'set'];
}

/** Whether a way's key can be one of this type's. */
export function isRoute(key: string, type: FactType): boolean {
  return routesOf(type).includes(key) || (type === 'number' && isNumberRange(key));
}
