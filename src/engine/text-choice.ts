import { z } from 'zod';
import { type FactTypes, Name } from './fact-types.ts';
import type { Finding, TextUse } from './node-type.ts';
import type { Facts, Text } from './types.ts';

/**
 * A text by key, or by which boolean fact holds: `{ first: invite_first, otherwise: invite }`. The first
 * fact in writing order that is true decides.
 */
export const TextChoice = z.union([
  Name,
  z
    .object({ otherwise: Name.describe('The text said where no fact named before is true.') })
    .catchall(Name),
]);

export type TextChoice = z.infer<typeof TextChoice>;

/** The key to be spoken when no fact decides; `<key>_again` is its shorter repetition. */
export function plainKey(choice: TextChoice): string {
  return typeof choice === 'string' ? choice : choice.otherwise;
}

/** The text for these facts, all of which it may speak of; `count` names the fact its plural follows. */
export function chooseText(choice: TextChoice, facts: Facts, count?: string): Text {
  const decided =
    typeof choice === 'string'
      ? choice
      : (Object.entries(choice).find(([fact]) => facts[fact] === true)?.[1] ?? choice.otherwise);
  const counted = count === undefined ? undefined : facts[count];
  return {
    key: decided,
    values: counted === undefined ? { ...facts } : { ...facts, count: counted },
  };
}

/** Every key a choice may speak. */
export function textUses(choice: TextChoice, path: string, counted: boolean): TextUse[] {
  if (typeof choice === 'string') return [{ path, key: choice, counted }];
  return Object.entries(choice).map(([fact, key]) => ({ path: `${path}.${fact}`, key, counted }));
}

/** Deciding facts must be booleans, and a counted one a number. */
export function inspectText(choice: TextChoice, facts: FactTypes, count?: string): Finding[] {
  const deciding = typeof choice === 'string' ? [] : Object.keys(choice);
  const wrong = deciding
    .filter((fact) => fact !== 'otherwise' && facts[fact] !== 'boolean')
    .map((fact) => ({
      path: `text.${fact}`,
      message: `\`${fact}\` decides about a text, so declare it under \`facts\` as boolean`,
    }));
  if (count !== undefined && facts[count] !== 'number') {
    wrong.push({ path: 'count', message: `declare \`${count}\` under \`facts\` as number` });
  }
  return wrong;
}
