import type { Draft, Step } from './draft.ts';
import { DONE, PERSON } from './source.ts';
import { reachedFrom, waysOf, withWays } from './ways.ts';

/** A flow's shape as Puente demands it: where it starts, and the nodes that nothing else leads to. */
export type Shape = { start: string; entries: string[] };

/**
 * Brings the nodes of a draft into a shape that loads: no empty steps, no way round without a question, nothing that
 * cannot be reached (what nothing leads to stays, as an entry, and is listed).
 */
export function shape(draft: Draft, first: string): Shape {
  const start = passedOver(draft, first);
  openLoops(draft);
  const seen = reachedFrom(draft.nodes, [start]);
  const entries: string[] = [];
  for (const name of draft.nodes.keys()) {
    if (seen.has(name) || name === DONE || name === PERSON) continue;
    entries.push(name);
    for (const one of reachedFrom(draft.nodes, [name])) seen.add(one);
    draft.lost.push({
      at: name,
      was: 'nothing leads here any more, or never did',
      instead: 'it is kept under `entries`: lead a way to it, or remove it',
    });
  }
  for (const name of [DONE, PERSON]) if (!seen.has(name)) draft.nodes.delete(name);
  tellSkipped(draft);
  return { start, entries };
}

/** Takes out the steps that do nothing, and gives where the flow then starts. */
function passedOver(draft: Draft, first: string): string {
  const end = (name: string, seen = new Set<string>()): string => {
    const step = draft.nodes.get(name);
    if (!step) return DONE;
    if (step.type !== 'pass') return name;
    return seen.has(name) ? PERSON : end(String(step.go), seen.add(name));
  };
  const start = end(first);
  const led = [...draft.nodes].map(
    ([name, step]) => [name, withWays(step, (to) => end(to))] as const,
  );
  for (const [name, step] of led) {
    if (step.type === 'pass') draft.nodes.delete(name);
    else draft.nodes.set(name, step);
  }
  return start;
}

/** A way that comes round without a question would never end: a person goes on there. */
function openLoops(draft: Draft): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string): void => {
    const step = draft.nodes.get(name)!;
    if (step.type === 'ask' || state.has(name)) return;
    state.set(name, 'open');
    const led = withWays(step, (to) => {
      if (state.get(to) !== 'open') {
        visit(to);
        return to;
      }
      draft.lost.push({
        at: name,
        was: `goes back to ${to} without a question between`,
        instead: 'a person goes on there: put a question between',
      });
      return PERSON;
    });
    draft.nodes.set(name, led);
    state.set(name, 'done');
  };
  for (const name of [...draft.nodes.keys()]) visit(name);
}

/** A question that is come back to by another: Puente does not ask again what it knows. */
function tellSkipped(draft: Draft): void {
  for (const [name, step] of draft.nodes) {
    if (step.type !== 'ask') continue;
    const others = [
      ...reachedFrom(draft.nodes, answeredWays(step), (one) => one === name || isAsk(draft, one)),
    ];
    const questions = others.filter((one) => one !== name && isAsk(draft, one));
    const back = questions.some((one) => reachedFrom(draft.nodes, [one]).has(name));
    if (back)
      draft.changed.push({
        at: name,
        was: 'is asked again when the flow comes back to it',
        instead: 'Puente does not ask what it knows: it goes on by the first answer',
      });
  }
}

function isAsk(draft: Draft, name: string): boolean {
  return draft.nodes.get(name)?.type === 'ask';
}

function answeredWays(step: Step): string[] {
  return waysOf(step).flatMap(({ to, gains }) => (gains === undefined ? [] : [to]));
}

/** Puts a step before a node: whoever went there goes to the step first. */
export function putBefore(
  draft: Draft,
  shape: Shape,
  node: string,
  name: string,
  step: Step,
): void {
  const led = [...draft.nodes].flatMap(([other, one]): [string, Step][] => {
    const lead = withWays(one, (to) => (to === node ? name : to));
    return other === node
      ? [
          [name, step],
          [other, lead],
        ]
      : [[other, lead]];
  });
  draft.nodes = new Map(led);
  if (shape.start === node) shape.start = name;
  shape.entries = shape.entries.map((entry) => (entry === node ? name : entry));
}

/** The facts that are surely known when a node is entered. */
export function knownFacts(draft: Draft, { start, entries }: Shape): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>([start, ...entries].map((name) => [name, new Set()]));
  const open = [...known.keys()];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const here = known.get(name)!;
    for (const { to, gains } of waysOf(draft.nodes.get(name)!)) {
      const brought = new Set([...here, ...(gains === undefined ? [] : [gains])]);
      const before = known.get(to);
      const both = before ? new Set([...before].filter((fact) => brought.has(fact))) : brought;
      if (before && both.size === before.size) continue;
      known.set(to, both);
      open.push(to);
    }
  }
  return known;
}
