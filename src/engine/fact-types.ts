import { z } from 'zod';
import type { FactValue } from './types.ts';

/** A flow's name for a fact, a node or an option. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _, starting with a letter');

/** What a fact may be: a list names its possible values. A `date` is an ISO 8601 text. */
export const FactType = z.union([
  z.enum(['boolean', 'number', 'text', 'date']),
  z.array(z.string()).min(2),
]);

export type FactType = z.infer<typeof FactType>;

export type FactTypes = Record<string, FactType>;

/** The routes a branch on such a fact can take; a boolean that is not set counts as false. */
export function routesOf(type: FactType): string[] {
  if (Array.isArray(type)) return [...type, 'unset'];
  if (type === 'boolean') return ['true', 'false'];
  return type === 'number' ? ['zero', 'some', 'unset'] : ['set', 'unset'];
}

/** The route a value takes, among those `routesOf` lists for its type. */
export function routeOf(value: FactValue | undefined): string[] {
  if (value === undefined) return ['unset', 'false'];
  if (typeof value === 'number') return [value === 0 ? 'zero' : 'some'];
  return typeof value === 'boolean' ? [String(value)] : [value, 'set'];
}
