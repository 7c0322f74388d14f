import { inspectBegins } from '../begins.ts';
import type { Flow } from '../flow.ts';
import type { Finding } from '../node-type.ts';
import { kindOf } from '../nodes/index.ts';
import { questionlessLoops } from './loops.ts';

/** All that is wrong in a flow whose nodes are each well-formed; empty when it is sound. */
export function inspectFlow(flow: Flow): Finding[] {
  const unknown = unknownTargets(flow);
  // With a target missing, what is reachable cannot be told.
  if (unknown.length > 0) return unknown;
  return [
    ...inspectBegins(flow),
    ...insideNodes(flow),
    ...unreachable(flow),
    ...questionlessLoops(flow),
  ];
}

function unknownTargets(flow: Flow): Finding[] {
  const roots = [
    { path: 'start', node: flow.start },
    ...flow.entries.map((node, i) => ({ path: `entries.${i}`, node })),
  ];
  const targets = Object.entries(flow.nodes).flatMap(([id, node]) =>
    kindOf(node)
      .targets(node)
      .map((target) => ({ path: `nodes.${id}.${target.path}`, node: target.node })),
  );
  return [...roots, ...targets]
    .filter((target) => !Object.hasOwn(flow.nodes, target.node))
    .map(({ path, node }) => ({
      path,
      message: `there is no node \`${node}\`: add it, or name another`,
    }));
}

function insideNodes(flow: Flow): Finding[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    kindOf(node)
      .inspect(node, flow.facts, flow)
      .map(({ path, message }) => ({ path: `nodes.${id}${path && `.${path}`}`, message })),
  );
}

function unreachable(flow: Flow): Finding[] {
  const seen = new Set<string>();
  const open = [flow.start, ...flow.entries];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = flow.nodes[id]!;
    open.push(
      ...kindOf(node)
        .targets(node)
        .map((target) => target.node),
    );
  }
  return Object.keys(flow.nodes)
    .filter((id) => !seen.has(id))
    .map((id) => ({
      path: `nodes.${id}`,
      message: 'nothing leads here: lead a way to it, list it under `entries`, or remove it',
    }));
}
