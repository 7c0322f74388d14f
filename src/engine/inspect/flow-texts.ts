import type { Flow } from '../flow.ts';
import type { TextUse } from '../node-type.ts';
import { kindOf } from '../nodes/index.ts';

/** Every text a flow speaks, with the place in the flow that speaks it. */
export function flowTexts(flow: Flow): TextUse[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    kindOf(node)
      .texts(node)
      .map((use) => ({ ...use, path: `nodes.${id}.${use.path}` })),
  );
}

/** The topics a flow raises of its own accord. */
export function flowTopics(flow: Flow): { path: string; topic: string }[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.type === 'answer'
      ? node.topics.map((topic, i) => ({ path: `nodes.${id}.topics.${i}`, topic }))
      : [],
  );
}

/** The contact's fields a flow sets. */
export function flowFields(flow: Flow): { path: string; field: string }[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.type === 'set' && node.field !== undefined
      ? [{ path: `nodes.${id}.field`, field: node.field }]
      : [],
  );
}
