import { piecesOf } from './actions.ts';
import { type Draft, newDraft } from './draft.ts';
import { inOrder, type Plan, planQuestions } from './plan-questions.ts';
import { addQuestion } from './question.ts';
import type { RapidNode } from './rapidpro.ts';
import { addChain, DONE, PERSON, type Piece, type Source, targetOf } from './source.ts';
import { splitStep } from './split.ts';
import { isOfChild } from './sub-flow.ts';

/** Every node of a RapidPro flow as steps of Puente's, with all that has no counterpart listed. */
export function convert(source: Source): Draft {
  const draft = newDraft();
  const plan = planQuestions(source);
  for (const node of inOrder(source)) addNode(source, draft, plan, node);
  draft.nodes.set(PERSON, { type: 'hand_off', reason: 'unclear' });
  draft.nodes.set(DONE, { type: 'end' });
  return draft;
}

function addNode(source: Source, draft: Draft, plan: Plan, node: RapidNode): void {
  const name = source.names.get(node.uuid)!;
  const pieces = node.actions.flatMap((action) =>
    piecesOf({ source, draft, node, name }, action, plan.absorbed.has(action)),
  );
  const next = whatFollows(source, draft, plan, node, pieces);
  if ('to' in next) addChain(draft, name, pieces, next.to);
  else if (pieces.length === 0) next.add(name);
  else {
    const after = `${name}_then`;
    addChain(draft, name, pieces, after);
    next.add(after);
  }
}

/** Where a node's actions lead on to: a step there is, or one with ways of its own that is to be added. */
type Follows = { to: string } | { add: (at: string) => void };

function whatFollows(
  source: Source,
  draft: Draft,
  plan: Plan,
  node: RapidNode,
  pieces: Piece[],
): Follows {
  const name = source.names.get(node.uuid)!;
  const { actions, router } = node;
  if (!router) {
    const isLast = actions.some(({ type, terminal }) => type === 'enter_flow' && terminal === true);
    return { to: isLast ? DONE : targetOf(source, node) };
  }
  const isBegun = pieces.some(({ step }) => step.type === 'flow');
  if (isBegun && isOfChild(router.operand)) return { to: DONE };
  if (!router.wait) {
    const step = splitStep(source, draft, node, name);
    if (step.type === 'pass') return { to: String(step.go) };
    return { add: (at) => void draft.nodes.set(at, step) };
  }
  if (router.wait.type === 'msg')
    return { add: (at) => addQuestion(source, draft, plan, node, at) };
  draft.lost.push({
    at: name,
    was: `waits for a ${router.wait.type}`,
    instead: 'Puente makes no calls: a person goes on from here',
  });
  return { to: PERSON };
}
