import type { z } from 'zod';
import { ContentError } from '#domain';
import { type Flow, FlowFrame } from './flow.ts';
import { inspectFlow } from './inspect/inspect-flow.ts';
import { type FlowNode, NODE_TYPES } from './nodes/index.ts';
import { ANSWER_TYPES } from './reading.ts';

/**
 * Reads a flow from its parsed YAML and checks it whole, so that what is returned can be run. Throws a
 * ContentError with file, place and cure at the first thing wrong.
 */
export function parseFlow(object: unknown, file: string): Flow {
  const frame = parsed(FlowFrame, object, file, '');
  for (const fact of Object.keys(ANSWER_TYPES)) {
    if (!frame.facts[fact]) continue;
    throw new ContentError(
      'an answer is known without being declared: remove it',
      file,
      `facts.${fact}`,
    );
  }
  const nodes = Object.fromEntries(
    Object.entries(frame.nodes).map(([id, node]) => [id, parseNode(node, file, `nodes.${id}`)]),
  );
  const { flow: id, about, needs, start, entries } = frame;
  const facts = { ...ANSWER_TYPES, ...frame.facts };
  const flow: Flow = { id, version: '', about, needs, facts, start, entries, nodes };
  const [finding] = inspectFlow(flow);
  if (finding) throw new ContentError(finding.message, file, finding.path);
  return flow;
}

function parseNode(node: { type: string }, file: string, path: string): FlowNode {
  const kind = Object.hasOwn(NODE_TYPES, node.type) ? NODE_TYPES[node.type] : undefined;
  if (kind) return parsed(kind.schema, node, file, path);
  const known = Object.keys(NODE_TYPES).join(', ');
  throw new ContentError(
    `there is no node type \`${node.type}\`; use ${known}`,
    file,
    `${path}.type`,
  );
}

/** Parses by a zod schema; the first thing wrong becomes a ContentError with a cure. */
export function parsed<T>(schema: z.ZodType<T>, object: unknown, file: string, path: string): T {
  const result = schema.safeParse(object);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const place = [path, ...issue.path].filter((part) => part !== '').join('.');
  throw new ContentError(cureOf(issue), file, place);
}

function cureOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `unknown field ${issue.keys.map((key) => `\`${key}\``).join(', ')}: remove it or correct its name`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return `this field is missing: add it (${issue.expected})`;
  }
  return `${issue.message}: correct it`;
}
