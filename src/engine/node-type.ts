import type { z } from 'zod';
import type { FactType, FactTypes } from './fact-types.ts';
import type { Heard } from './kinds-of-answer.ts';
import type { Facts } from './types.ts';
import type { Move, Walk } from './walk.ts';

/** Something wrong in a flow: where in it, and what to do. */
export type Finding = { path: string; message: string };

/** A node's way to another, with where it is written. */
export type Target = { path: string; node: string };

/** A text a node speaks, by key; `counted` has plural forms (`seats_one`, `seats_other`). */
export type TextUse = { path: string; key: string; counted: boolean };

/** What comes back to a node that waits for the host, a flow or a time. */
export type Outcome = { outcome: string; facts: Facts };

/** What a flow is, for a node to be checked against. */
export type Surroundings = { needs: readonly string[] };

/**
 * A kind of node: the shape of its YAML, what happens on entering it, and what it refers to, so that a
 * flow can be checked without being run. Only nodes that wait have `hear`, `lapse`, `take` or `wake`.
 */
export type NodeType<N> = {
  /** What it does, in a sentence for whoever writes flows: shown as one types, and in flows/README.md. */
  about: string;
  /** Nodes of a flow that show it, in YAML, without declared facts: flows/README.md has them, a test plays them. */
  example: string;
  /** Each field is described there, for the same readers. */
  schema: z.ZodType<N>;
  /** `isAgain`: the way has come round to it for the same message; what it tells is not told twice. */
  enter(node: N, walk: Walk, isAgain: boolean): Move;
  /** A message for an open question. */
  hear?(node: N, walk: Walk, heard: Heard): Move;
  /** The silence the question named has passed. */
  lapse?(node: N, walk: Walk): Move;
  /** Something came in between: what was asked is asked again, shorter. */
  askAgain?(node: N, walk: Walk): Move;
  /** The outcome of what the host was asked to do. */
  take?(node: N, walk: Walk, outcome: Outcome): Move;
  /** The time waited for has come, or was over before (`past`). */
  wake?(node: N, past: boolean): Move;
  targets(node: N): Target[];
  texts(node: N): TextUse[];
  /** The facts it makes known, without their being declared. */
  gives?(node: N): { path: string; fact: string; type: FactType }[];
  /** What only this kind can get wrong, such as a route that no value takes. */
  inspect(node: N, facts: FactTypes, flow: Surroundings): Finding[];
};
