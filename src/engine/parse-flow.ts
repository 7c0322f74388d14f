import type { z } from 'zod';
import { ContentError } from '#domain';
import type { FactTypes } from './fact-types.ts';
import { type Flow, FlowFrame } from './flow.ts';
import { givenFacts } from './inspect/given-facts.ts';
import { inspectFlow } from './inspect/inspect-flow.ts';
import type { Finding } from './node-type.ts';
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
  const { flow: id, about, needs, language, keywords, begins, over, start, entries } = frame;
  const declared: FactTypes = { ...ANSWER_TYPES, ...frame.facts };
  const given = givenFacts(nodes, declared);
  refuse(given.findings, file);
  const said = { ...(language !== undefined && { language }), ...(over && { over }) };
  const base = { id, version: '', about, needs, keywords, begins, ...said };
  const flow: Flow = { ...base, facts: given.facts, start, entries, nodes };
  refuse(inspectFlow(flow), file);
  return flow;
}

function refuse([finding]: Finding[], file: string): void {
  if (finding) throw new ContentError(finding.message, file, finding.path);
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
  const result = schema.safeParse(object, { reportInput: true });
  if (result.success) return result.data;
  const { issue, place } = innermost(result.error.issues[0]!, []);
  throw new ContentError(
    cureOf(issue),
    file,
    [path, ...place].filter((part) => part !== '').join('.'),
  );
}

type Place = readonly PropertyKey[];

/**
 * What is wrong inside a choice of shapes: the fault of the shape that was meant, which is the one that got
 * furthest before it failed. A choice that tells its own cure keeps it.
 */
function innermost(
  issue: z.core.$ZodIssue,
  above: Place,
): { issue: z.core.$ZodIssue; place: Place } {
  const place = [...above, ...issue.path];
  const isVague = issue.code === 'invalid_union' && issue.message === 'Invalid input';
  if (!isVague) return { issue, place };
  const inside = issue.errors.flatMap((issues) => issues.slice(0, 1)).filter(isOfItsShape);
  const [deepest] = inside.sort((a, b) => b.path.length - a.path.length);
  return deepest ? innermost(deepest, place) : { issue, place };
}

/** Whether the shape was right, and something in it wrong: a list too long, a field that is none. */
function isOfItsShape({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value');
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
