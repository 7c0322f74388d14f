import { EXPIRED } from '../advance.ts';
import type { Flow } from '../flow.ts';
import type { Finding } from '../node-type.ts';
import type { CallNode } from '../nodes/flow.ts';

/** Something wrong between flows: in which of them, where, and what to do. */
export type CallFinding = Finding & { flow: string };

/**
 * What is wrong between flows that begin others: one there is not, an outcome without a way or a way
 * without an outcome, a workshop it needs and is not given, a fact told or asked back that it does not
 * know, and flows that begin each other for ever.
 */
export function inspectCalls(flows: Record<string, Flow>): CallFinding[] {
  const found = Object.values(flows).flatMap((caller) =>
    calls(caller).flatMap(([id, node]) =>
      inspectCall(caller, node, flows).map(({ path, message }) => ({
        flow: caller.id,
        path: `nodes.${id}.${path}`,
        message,
      })),
    ),
  );
  return found.length > 0 ? found : endlessCalls(flows);
}

/** The outcomes a flow may end with, for those that begin it. */
export function flowOutcomes(flow: Flow): string[] {
  const ends = Object.values(flow.nodes).flatMap((node) => {
    if (node.type === 'end') return [node.outcome];
    return node.type === 'hand_off' && node.go === undefined ? ['done'] : [];
  });
  return [...new Set([...ends, EXPIRED])];
}

function calls(flow: Flow): [string, CallNode][] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.type === 'flow' ? [[id, node] as [string, CallNode]] : [],
  );
}

function inspectCall(caller: Flow, node: CallNode, flows: Record<string, Flow>): Finding[] {
  const callee = Object.hasOwn(flows, node.flow) ? flows[node.flow] : undefined;
  if (!callee) {
    return [
      { path: 'flow', message: `there is no flow \`${node.flow}\`: add it, or name another` },
    ];
  }
  const outcomes = flowOutcomes(callee);
  const found: Finding[] = outcomes
    .filter((outcome) => node.on[outcome] === undefined)
    .map((outcome) => ({ path: 'on', message: `say where the outcome \`${outcome}\` goes` }));
  for (const outcome of Object.keys(node.on).filter((on) => !outcomes.includes(on))) {
    const message = `\`${node.flow}\` never ends so; it may end ${outcomes.join(', ')}`;
    found.push({ path: `on.${outcome}`, message });
  }
  if (callee.needs.some((need) => !caller.needs.includes(need))) {
    const message = `\`${node.flow}\` needs a workshop: add \`needs: [workshop]\` to this flow`;
    found.push({ path: 'flow', message });
  }
  const shared = [...node.pass, ...node.returns];
  const strange = shared.find((fact) => !agree(caller.facts[fact], callee.facts[fact]));
  if (strange !== undefined) {
    const message = `\`${strange}\` is not the same kind of fact in \`${node.flow}\`: make them agree`;
    found.push({ path: node.pass.includes(strange) ? 'pass' : 'returns', message });
  }
  return found;
}

function agree(one: Flow['facts'][string] | undefined, other: typeof one): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function endlessCalls(flows: Record<string, Flow>): CallFinding[] {
  const begun = (flow: Flow) => calls(flow).flatMap(([, node]) => flows[node.flow] ?? []);
  const leadsTo = (flow: Flow, wanted: string, seen: Set<string>): boolean =>
    begun(flow).some((next) => {
      if (next.id === wanted) return true;
      if (seen.has(next.id)) return false;
      seen.add(next.id);
      return leadsTo(next, wanted, seen);
    });
  return Object.values(flows)
    .filter((flow) => leadsTo(flow, flow.id, new Set()))
    .map((flow) => ({
      flow: flow.id,
      path: 'nodes',
      message: 'it begins itself again through the flows it begins: take one of them out',
    }));
}
