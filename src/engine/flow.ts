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
  flow: Name.describe("The flow's name: that of its file, without `.yaml`."),
  about: z
    .string()
    .min(10, 'say in a sentence what the flow is for')
    .describe('What the flow is for, in a sentence.'),
  needs: z
    .array(z.enum(['workshop']))
    .default([])
    .describe('`[workshop]` where it is about one workshop, with which it is begun.'),
  language: z
    .string()
    .optional()
    .describe('The language it was written in: its words are said where another has none.'),
  keywords: z
    .record(z.string(), z.array(Keyword))
    .default({})
    .describe(
      "Words from a flyer or QR code that begin it, by language: `{ es: [PADRES], en: [PARENTS] }`. A word counts if it is all she writes, or stands before a site's name, and is no answer to the open question; whatever its case and accents.",
    ),
  begins: Begins.default({ intents: [] }).describe('What else begins it, beside its keywords.'),
  over: Over.optional().describe(
    'What happens to a question that is open when it begins: `interrupts` (asked again afterwards), `queues` (it waits) or `keeps` (it does not begin). Without it, what she begins herself interrupts, and what we begin queues.',
  ),
  facts: z
    .record(Name, FactType)
    .default({})
    .describe(
      'What it is told when it begins or by a host step, each with its kind. Answers are not declared.',
    ),
  start: Name.describe('The node it begins at.'),
  entries: z
    .array(Name)
    .default([])
    .describe('Other nodes it may begin at, where the program begins it there.'),
  nodes: z
    .record(Name, z.looseObject({ type: z.string() }))
    .describe('What happens, piece by piece. Each has a name of yours, and a `type`.'),
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
