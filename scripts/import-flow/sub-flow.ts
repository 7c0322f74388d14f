import { flowOutcomes } from '#engine';
import { type Draft, slug } from './draft.ts';
import type { Action, RapidNode } from './rapidpro.ts';
import { DONE, type Piece, type Source, targetOf, targetOfCategory } from './source.ts';

/** Whether a router tells how a flow that was begun has ended. */
export function isOfChild(operand: string | null | undefined): boolean {
  return /^@\(?\s*child(\.run)?\.status\s*\)?$/.test(operand ?? '');
}

/** The step that begins another flow, by the name it has here; null where there is none yet. */
export function subFlow(
  source: Source,
  draft: Draft,
  node: RapidNode,
  at: string,
  action: Action,
): Piece[] | null {
  const { name = '' } = (action.flow ?? {}) as { name?: string };
  const wanted = slug(name);
  const callee = Object.hasOwn(source.callable, wanted) ? source.callable[wanted] : undefined;
  if (!callee || callee.needs.length > 0) {
    const why = callee ? 'it needs a workshop' : 'it is not here';
    draft.lost.push({
      at,
      was: `begins the flow "${name}"`,
      instead: `${why}: import it or write it as flows/${wanted}.yaml, then add a step \`flow\`; meanwhile this goes on as if it had ended`,
    });
    return [];
  }
  const { done, expired } = endsOf(source, node, action);
  const on = flowOutcomes(callee).map((outcome) => [
    outcome,
    outcome === 'expired' ? expired : done,
  ]);
  return [{ step: { type: 'flow', flow: wanted, on: Object.fromEntries(on) } }];
}

function endsOf(
  source: Source,
  node: RapidNode,
  action: Action,
): { done: string; expired: string } {
  if (action.terminal === true) return { done: DONE, expired: DONE };
  const { router } = node;
  if (!router) return { done: targetOf(source, node), expired: targetOf(source, node) };
  const way = (status: string) => {
    const found = router.cases.find(({ arguments: given }) => given?.includes(status));
    return targetOfCategory(source, node, found?.category_uuid ?? router.default_category_uuid);
  };
  return { done: way('completed'), expired: way('expired') };
}
