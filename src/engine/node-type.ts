import type { z } from 'zod';
import type { Understood } from '#understanding';
import type { FactTypes } from './fact-types.ts';
import type { Move, Walk } from './walk.ts';

/** Something wrong in a flow: where in it, and what to do. */
export type Finding = { path: string; message: string };

/** A node's way to another, with where it is written. */
export type Target = { path: string; node: string };

/** A text a node speaks, by key; `counted` has plural forms (`seats_one`, `seats_other`). */
export type TextUse = { path: string; key: string; counted: boolean };

/**
 * A kind of node: the shape of its YAML, what happens on entering it, and what it refers to, so that a
 * flow can be checked without being run. Only nodes that wait have `hear`, `lapse` or `take`.
 */
export type NodeType<N> = {
  schema: z.ZodType<N>;
  enter(node: N, walk: Walk): Move;
  /** A message for an open question. */
  hear?(node: N, walk: Walk, understood: Understood): Move;
  /** The silence the question named has passed. */
  lapse?(node: N): Move;
  /** The host's outcome. */
  take?(node: N, outcome: string): Move;
  targets(node: N): Target[];
  texts(node: N): TextUse[];
  /** What only this kind can get wrong, such as a route that no value takes. */
  inspect(node: N, facts: FactTypes): Finding[];
};
