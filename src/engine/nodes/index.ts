import type { AskNode } from '../ask-node.ts';
import { HOST_STEPS, type HostStep } from '../host-steps.ts';
import type { NodeType } from '../node-type.ts';
import { answer } from './answer.ts';
import { ask } from './ask.ts';
import { branch } from './branch.ts';
import { end } from './end.ts';
import { flow } from './flow.ts';
import { handOff } from './hand-off.ts';
import { type HostNode, hostStep } from './host.ts';
import { say } from './say.ts';
import { send } from './send.ts';
import { set } from './set.ts';
import { wait } from './wait.ts';

type NodeOf<T> = T extends NodeType<infer N> ? N : never;

/** Any node of a flow. */
export type FlowNode =
  | AskNode
  | HostNode
  | NodeOf<typeof say>
  | NodeOf<typeof send>
  | NodeOf<typeof branch>
  | NodeOf<typeof set>
  | NodeOf<typeof answer>
  | NodeOf<typeof wait>
  | NodeOf<typeof flow>
  | NodeOf<typeof handOff>
  | NodeOf<typeof end>;

const steps = Object.keys(HOST_STEPS) as HostStep[];

/** Every kind of node, by the `type` its YAML names. A new kind is a file, a row here, and its cases. */
export const NODE_TYPES: Record<string, NodeType<FlowNode>> = {
  say,
  send,
  ask,
  branch,
  set,
  answer,
  wait,
  flow,
  hand_off: handOff,
  end,
  ...Object.fromEntries(steps.map((step) => [step, hostStep(step)])),
} as Record<string, NodeType<FlowNode>>;

/** The kind of a node that was parsed. */
export function kindOf(node: FlowNode): NodeType<FlowNode> {
  return NODE_TYPES[node.type]!;
}
