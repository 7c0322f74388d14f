import type { Flow } from '../flow.ts';
import type { Finding } from '../node-type.ts';
import { kindOf } from '../nodes/index.ts';

/**
 * Ways that come back to where they were without a question between, and so would never stop. A host step
 * is no halt: its outcome comes at once.
 */
export function questionlessLoops(flow: Flow): Finding[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: Finding[] = [];
  const visit = (id: string, way: string[]): void => {
    const node = flow.nodes[id]!;
    if (node.type === 'ask' || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      const loop = [...way.slice(way.indexOf(id)), id].join(' → ');
      found.push({
        path: `nodes.${id}`,
        message: `${loop} goes round without a question: add one`,
      });
      return;
    }
    state.set(id, 'open');
    for (const target of kindOf(node).targets(node)) visit(target.node, [...way, id]);
    state.set(id, 'done');
  };
  for (const id of Object.keys(flow.nodes)) visit(id, []);
  return found;
}
