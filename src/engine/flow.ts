import { z } from 'zod';
import { isHelpWord, isStartWord, isStopWord } from '#domain';
import { Begins } from './begins.ts';
import { FactType, type FactTypes, Name } from './fact-types.ts';
import type { FlowNode } from './nodes/index.ts';

/** A word from a flyer; what stops, starts again or asks for help is taken. */
const Keyword = z
  .string()
  .min(3, 'use a word of at least three letters')
  .refine(
    (word) => !isStopWord(word) && !isStartWord(word) && !isHelpWord(word),
    'this word stops, starts or asks for help: use another',
  );

/**
 * What happens to a question that is open when the flow starts: it is interrupted, and asked again
 * afterwards; the flow queues until it is answered; or it keeps its place, and the flow does not start.
 */
const Over = z.enum(['interrupts', 'queues', 'keeps']);

export type Over = z.infer<typeof Over>;

/** The frame of a flow's YAML; its nodes are checked one by one, each by its own kind. */
export const FlowFrame = z.strictObject({
  flow: Name,
  about: z.string().min(10, 'say in a sentence what the flow is for'),
  needs: z.array(z.enum(['workshop'])).default([]),
  /** The language it was written in, whose words are said where no other has them. */
  language: z.string().optional(),
  /** Words that start it where no question is open, by language: a flyer's, or a QR code's. */
  keywords: z.record(z.string(), z.array(Keyword)).default({}),
  begins: Begins.default({ intents: [] }),
  over: Over.optional(),
  /** What the host gives at the start or with an outcome, and texts or branches use. */
  facts: z.record(Name, FactType).default({}),
  start: Name,
  /** Other nodes a host may start at. */
  entries: z.array(Name).default([]),
  nodes: z.record(Name, z.looseObject({ type: z.string() })),
});

/** A flow that was read and found sound. */
export type Flow = {
  id: string;
  /** Hash of the content it came with; empty until content has published it. */
  version: string;
  about: string;
  needs: 'workshop'[];
  language?: string;
  keywords: Record<string, string[]>;
  begins: Begins;
  /** Without it, what she starts herself interrupts, and what we start queues. */
  over?: Over;
  /** Declared facts, and those that answers become. */
  facts: FactTypes;
  start: string;
  entries: string[];
  nodes: Record<string, FlowNode>;
};
