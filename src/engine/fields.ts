import { z } from 'zod';
import { Name } from './fact-types.ts';

/** Fields that mean the same in every node that has them; their words are shown as one types a flow. */
export const Go = Name.describe('The node that comes next.');

export const Count = Name.describe(
  'A number fact: the text then has a form for one and for several (`seats_one`, `seats_other`).',
);

/** A value as it is written in a flow. */
export const Value = z.union([z.string(), z.number(), z.boolean()]);
