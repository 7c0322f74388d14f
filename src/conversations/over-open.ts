import type { Flow } from '#engine';
import type { OpenQuestions } from './open-questions.ts';
import type { Stored } from './turn.ts';

/** What becomes of a flow that is to start now. */
export type Start =
  /** It begins; `interrupts` is the question it comes in between, if any. */
  { kind: 'begin'; interrupts: Stored | null } | { kind: 'queue' } | { kind: 'leave' };

/**
 * How a flow starts while questions are open, as the flow says (`over`); without a word of its own, what
 * she starts herself interrupts, and what we start queues. `besides` is a question that does not count.
 */
export function startOver(
  { over }: Pick<Flow, 'over'>,
  { open }: OpenQuestions,
  { byHer, besides = null }: { byHer: boolean; besides?: string | null },
): Start {
  const last = open.find(({ stored }) => stored._id !== besides)?.stored;
  if (!last) return { kind: 'begin', interrupts: null };
  switch (over ?? (byHer ? 'interrupts' : 'queues')) {
    case 'interrupts':
      return { kind: 'begin', interrupts: last };
    case 'queues':
      return { kind: 'queue' };
    case 'keeps':
      return { kind: 'leave' };
  }
}
