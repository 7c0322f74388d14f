import type { Action, RapidNode } from './rapidpro.ts';
import { isMessage, nodeAfter, type Source } from './source.ts';

/**
 * Which messages belong to which question. RapidPro sends and waits in two nodes, and says "please answer with a
 * number" in a third that leads back; here a question has its text, and its words for what was not understood.
 */
export type Plan = {
  /** By the uuid of the node that waits. */
  asks: Map<string, Action>;
  retries: Map<string, Action>;
  nudges: Map<string, Action>;
  /** Messages that are said by a question and by nothing else. */
  absorbed: Set<Action>;
};

/** Finds the messages of each question, in the order in which they are met. */
export function planQuestions(source: Source): Plan {
  const plan: Plan = {
    asks: new Map(),
    retries: new Map(),
    nudges: new Map(),
    absorbed: new Set(),
  };
  const order = inOrder(source);
  for (const node of order) {
    const waits = node.router ? node : nodeAfter(source, node);
    if (!waits?.router?.wait || plan.asks.has(waits.uuid)) continue;
    if (isBackTo(source, node, waits)) continue;
    const asked = node.actions.findLast(isMessage);
    if (!asked) continue;
    plan.asks.set(waits.uuid, asked);
    plan.absorbed.add(asked);
  }
  for (const node of order) planReturns(source, node, plan);
  return plan;
}

/** A single message that the question itself leads to, and that leads back to it. */
function planReturns(source: Source, node: RapidNode, plan: Plan): void {
  const { router } = node;
  if (!router?.wait) return;
  const timeout = router.wait.timeout?.category_uuid;
  for (const [category, found] of [
    [router.default_category_uuid, plan.retries],
    [timeout, plan.nudges],
  ] as const) {
    const exit = router.categories.find(({ uuid }) => uuid === category)?.exit_uuid;
    const there = exit ? nodeAfter(source, node, exit) : undefined;
    if (!there || there.router || there.actions.length !== 1) continue;
    const [said] = there.actions;
    if (!isMessage(said!) || plan.absorbed.has(said!)) continue;
    if (!leadsBack(source, there, node, plan)) continue;
    found.set(node.uuid, said!);
    const others = source.flow.nodes.filter(
      (one) => one !== node && one.exits.some((way) => way.destination_uuid === there.uuid),
    );
    const own = router.categories.filter(
      (one) => one.exit_uuid && nodeAfter(source, node, one.exit_uuid) === there,
    );
    const isOnlyMine = own.every(
      ({ uuid }) => uuid === router.default_category_uuid || uuid === timeout,
    );
    if (others.length === 0 && isOnlyMine) plan.absorbed.add(said!);
  }
}

/** Whether a node leads to the question, or to the node that only says the question's text. */
function leadsBack(source: Source, node: RapidNode, question: RapidNode, plan: Plan): boolean {
  const next = nodeAfter(source, node);
  if (next === question) return true;
  const asked = plan.asks.get(question.uuid);
  return (
    next?.actions.length === 1 && next.actions[0] === asked && nodeAfter(source, next) === question
  );
}

/** Whether only the question itself leads to a node: it says something more, and is not the question. */
function isBackTo(source: Source, node: RapidNode, question: RapidNode): boolean {
  if (node === question || node === source.flow.nodes[0]) return false;
  const before = source.flow.nodes.filter((one) =>
    one.exits.some((way) => way.destination_uuid === node.uuid),
  );
  return before.length > 0 && before.every((one) => one === question);
}

/** The nodes as they are come by from the first; then those that nothing leads to. */
export function inOrder({ flow, nodes }: Source): RapidNode[] {
  const seen = new Set<RapidNode>();
  const open = [...flow.nodes.slice(0, 1)];
  for (let node = open.shift(); node; node = open.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const { destination_uuid } of node.exits) {
      const next = nodes.get(destination_uuid ?? '');
      if (next) open.push(next);
    }
  }
  return [...seen, ...flow.nodes.filter((node) => !seen.has(node))];
}
