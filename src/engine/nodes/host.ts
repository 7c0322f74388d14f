import { z } from 'zod';
import { EngineError } from '#domain';
import { Name } from '../fact-types.ts';
import type { NodeType } from '../node-type.ts';
import { type Facts, HOST_STEPS, type HostStep } from '../types.ts';

/** A step the host does: its name is the node's `type`, its outcomes the routes, all of them required. */
export type HostNode = { type: HostStep; with?: Facts; on: Record<string, string> };

/** The node type of one host step of `HOST_STEPS`. */
export function hostStep(step: HostStep): NodeType<HostNode> {
  const routes = Object.fromEntries(HOST_STEPS[step].map((outcome) => [outcome, Name]));
  const value = z.union([z.string(), z.number(), z.boolean()]);
  return {
    schema: z.strictObject({
      type: z.literal(step),
      /** What the step is asked with besides, or instead of, the conversation's facts. */
      with: z.record(Name, value).optional(),
      on: z.strictObject(routes),
    }) as unknown as z.ZodType<HostNode>,
    enter: (node, walk) => ({
      wait: { for: 'host', request: { step, args: { ...walk.facts, ...node.with } } },
    }),
    take(node, outcome) {
      const next = node.on[outcome];
      if (next !== undefined) return { go: next };
      throw new EngineError(
        'unknown_outcome',
        `The step ${step} has no outcome ${outcome}; it has ${HOST_STEPS[step].join(', ')}.`,
      );
    },
    targets: (node) => Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
    texts: () => [],
    inspect: () => [],
  };
}
