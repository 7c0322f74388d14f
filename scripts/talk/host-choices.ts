import { type Flow, HOST_STEPS, type HostStep } from '#engine';

/** One way that a host step of a flow may go. */
export type HostOutcome = { step: HostStep; outcome: string };

/** The ways of all host steps of a flow that have several, numbered by their order from 1. */
export function hostOutcomes(flow: Flow): HostOutcome[] {
  const steps = Object.keys(HOST_STEPS) as HostStep[];
  const used = new Set<string>(Object.values(flow.nodes).map(({ type }) => type));
  return steps
    .filter((step) => used.has(step) && HOST_STEPS[step].length > 1)
    .flatMap((step) => HOST_STEPS[step].map((outcome) => ({ step, outcome })));
}

/**
 * The choice that was written: a number of the list, an outcome (`full`), or a step and its outcome
 * (`set_mode full`); null where there is none such.
 */
export function readChoice(outcomes: readonly HostOutcome[], written: string): string | null {
  const numbered = /^\d+$/.test(written) ? outcomes[Number(written) - 1] : undefined;
  if (numbered) return `${numbered.step} ${numbered.outcome}`;
  const words = written.trim().split(/\s+/);
  const found = outcomes.some(
    ({ step, outcome }) =>
      words.at(-1) === outcome && (words.length === 1 || (words.length === 2 && words[0] === step)),
  );
  return found ? words.join(' ') : null;
}
