import type { Flow } from '#engine';
import type { Lexicon } from '#understanding';
import { type Draft, type Step, slug, unused } from './draft.ts';
import type { Action, RapidFlow, RapidNode } from './rapidpro.ts';
import { folderOf, textsIn, type Words } from './spoken.ts';

/** A RapidPro flow with what is looked up in it, and what is there to import it into. */
export type Source = {
  flow: RapidFlow;
  /** The folder's name of the language it was written in. */
  language: string;
  nodes: Map<string, RapidNode>;
  /** The name of each node's first step here. */
  names: Map<string, string>;
  /** Flows that may be begun by this one. */
  callable: Record<string, Flow>;
  /** Languages that have a folder. */
  languages: readonly string[];
  lexicon: Lexicon;
};

/** Where a way without a destination leads, and where one that nobody can go on with does. */
export const DONE = 'done';
export const PERSON = 'person';

/** Looks a flow through and gives each of its nodes a name of words. */
export function openSource(
  flow: RapidFlow,
  target: Pick<Source, 'callable' | 'languages' | 'lexicon'>,
): Source {
  const nodes = new Map(flow.nodes.map((node) => [node.uuid, node]));
  const names = new Map<string, string>();
  const taken = new Set([DONE, PERSON]);
  for (const node of flow.nodes) {
    const name = unused(ownName(nameFor(node)), (one) => taken.has(one));
    taken.add(name);
    names.set(node.uuid, name);
  }
  return { flow, language: folderOf(flow.language), nodes, names, ...target };
}

/** Endings by which steps and texts of one node are told apart: no node has one of its own. */
const ENDING = /_(unclear|nudge|kept|which|then|options|(step|part)_\d+)$/;

function ownName(name: string): string {
  return ENDING.test(name) ? `${name}_node` : name;
}

function nameFor({ actions, router }: RapidNode): string {
  const result = router?.wait ? router.result_name : undefined;
  if (result && !/^result \d+$/i.test(result)) return slug(result, 24);
  const said = actions.find(isMessage);
  if (said) return slug(textsIn(said.text)[0] ?? '', 24);
  if (actions[0]) return slug(actions[0].type, 24);
  return router?.wait ? 'reply' : slug(`${router?.type ?? ''} ${router?.operand ?? ''}`, 24);
}

/** Whether an action says something to her. */
export function isMessage({ type }: Action): boolean {
  return type === 'send_msg' || type === 'say_msg';
}

/** The step that an exit leads to; without a uuid the node's first. */
export function targetOf(source: Source, node: RapidNode, exit?: string | null): string {
  const destination = exitOf(node, exit)?.destination_uuid;
  return (destination && source.names.get(destination)) || DONE;
}

/** The node that an exit leads to. */
export function nodeAfter(
  source: Source,
  node: RapidNode,
  exit?: string | null,
): RapidNode | undefined {
  return source.nodes.get(exitOf(node, exit)?.destination_uuid ?? '');
}

function exitOf({ exits }: RapidNode, exit?: string | null) {
  return exit ? exits.find(({ uuid }) => uuid === exit) : exits[0];
}

/** Where a category of the node's router leads. */
export function targetOfCategory(source: Source, node: RapidNode, uuid?: string | null): string {
  const category = node.router?.categories.find((one) => one.uuid === uuid);
  return category?.exit_uuid ? targetOf(source, node, category.exit_uuid) : DONE;
}

/** A node's steps, one after the other, under its name; the last goes on to `to`. */
export function addChain(draft: Draft, first: string, pieces: Piece[], to: string): void {
  const names = pieces.map((_, i) => (i === 0 ? first : `${first}_step_${i + 1}`));
  for (const [i, { step, words }] of pieces.entries()) {
    const name = names[i]!;
    if (words) draft.texts.set(name, words);
    const said = words ? withText(step, name) : step;
    draft.nodes.set(name, withNext(said, names[i + 1] ?? to));
  }
  if (pieces.length === 0) draft.nodes.set(first, { type: 'pass', go: to });
}

/** A step without its way on, and the words that it says. */
export type Piece = { step: Step; words?: Words };

/** Stands for the step that follows, in a step that goes on by its outcomes. */
export const NEXT = '<next>';

function withNext(step: Step, next: string): Step {
  if (step.on === undefined) return { ...step, go: next };
  const on = Object.entries(step.on as Record<string, string>);
  return { ...step, on: Object.fromEntries(on.map(([way, to]) => [way, to === NEXT ? next : to])) };
}

/** A step with its text, in the order in which steps are written. */
function withText({ type, ...others }: Step, text: string): Step {
  return { type, text, ...others };
}
