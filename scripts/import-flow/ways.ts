import type { Step } from './draft.ts';

/** A way from a node to another; `gains`: the fact that is known on it. */
export type Way = { to: string; gains?: string };

/** Every way out of a node. */
export function waysOf(step: Step): Way[] {
  const ways: Way[] = [];
  withWays(step, (to, gains) => {
    ways.push({ to, ...(gains !== undefined && { gains }) });
    return to;
  });
  return ways;
}

/** The node with each of its ways led where `lead` says. */
export function withWays(step: Step, lead: (to: string, gains?: string) => string): Step {
  const led: Step = { ...step };
  const answer = step.type === 'ask' ? String(step.as) : undefined;
  for (const field of ['go', 'unset', 'past', 'otherwise'] as const) {
    if (typeof step[field] === 'string') led[field] = lead(step[field]);
  }
  if (step.on) {
    const on = Object.entries(step.on as Record<string, string>);
    led.on = Object.fromEntries(on.map(([key, to]) => [key, lead(to, answer)]));
  }
  if (step.when) led.when = (step.when as Step[]).map((one) => withWays(one, lead));
  if (step.unclear) led.unclear = withWays(step.unclear as Step, lead);
  if (Array.isArray(step.silence))
    led.silence = (step.silence as Step[]).map((one) => withWays(one, lead));
  else if (step.silence && typeof step.silence === 'object')
    led.silence = withWays(step.silence as Step, lead);
  return led;
}

/** The nodes that a node leads to, directly or by others; those of `not` are not gone through. */
export function reachedFrom(
  nodes: ReadonlyMap<string, Step>,
  starts: readonly string[],
  not: (name: string) => boolean = () => false,
): Set<string> {
  const seen = new Set<string>();
  const open = [...starts];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = nodes.get(name);
    if (!step || seen.has(name)) continue;
    seen.add(name);
    if (!not(name)) open.push(...waysOf(step).map(({ to }) => to));
  }
  return seen;
}
