import { z } from 'zod';
import { EngineError } from '#domain';
import { Name } from '../fact-types.ts';
import { Value } from '../fields.ts';
import { HOST_STEPS, type HostStep, hostStepTold } from '../host-steps.ts';
import type { Finding, NodeType } from '../node-type.ts';
import type { Facts } from '../types.ts';
import { setFact } from '../walk.ts';

/** A step the host does: its name is the node's `type`, its outcomes the routes, all of them required. */
export type HostNode = {
  type: HostStep;
  with?: Facts;
  on: Record<string, string>;
  question?: string;
  topic?: string;
  fact?: string;
};

const topical = {
  topic: Name.optional().describe('The topic.'),
  fact: Name.optional().describe('Instead of `topic`: the fact that holds topics.'),
};

/** Steps whose nodes say what they are about: by name, or by the fact that holds it. */
const FIELDS: Partial<Record<HostStep, Record<string, z.ZodType<string | undefined>>>> = {
  record_answer: {
    question: Name.describe("The survey's question."),
    fact: Name.describe('The fact that holds the answer.'),
  },
  subscribe: topical,
  unsubscribe: topical,
};

/** What an example gives for the fields that its step needs. */
const SHOWN: Partial<Record<HostStep, string>> = {
  record_answer: ' question: children, fact: childcare,',
  subscribe: ' topic: workshops,',
  unsubscribe: ' topic: workshops,',
};

/** The node type of one host step of `HOST_STEPS`. */
export function hostStep(step: HostStep): NodeType<HostNode> {
  return {
    about: hostStepTold(step).about,
    example: exampleOf(step),
    schema: schemaOf(step),
    enter(node, walk) {
      const about = aboutOf(node, walk.facts);
      // There is no answer to record and no topic to subscribe to.
      if (about === null) return { go: Object.values(node.on)[0]! };
      const args = { ...walk.facts, ...about, ...node.with };
      return { wait: { for: 'host', request: { step, args } } };
    },
    take(node, walk, { outcome, facts }) {
      for (const [name, told] of Object.entries(facts)) setFact(walk, name, told);
      const next = Object.hasOwn(node.on, outcome) ? node.on[outcome] : undefined;
      if (next !== undefined) return { go: next };
      throw new EngineError(
        'unknown_outcome',
        `The step ${step} has no outcome ${outcome}; it has ${HOST_STEPS[step].join(', ')}.`,
      );
    },
    targets: (node) => Object.entries(node.on).map(([on, to]) => ({ path: `on.${on}`, node: to })),
    texts: () => [],
    inspect: (node, facts) => inspectAbout(node, facts),
  };
}

function schemaOf(step: HostStep): z.ZodType<HostNode> {
  const routes = Object.entries(hostStepTold(step).outcomes).map(([outcome, meaning]) => [
    outcome,
    Name.describe(`The node that comes next if ${meaning}.`),
  ]);
  return z.strictObject({
    type: z.literal(step),
    with: z
      .record(Name, Value)
      .optional()
      .describe('What it goes by besides, or instead of, what is known: `{ party_size: 1 }`.'),
    ...FIELDS[step],
    on: z.strictObject(Object.fromEntries(routes)).describe('Where each outcome leads.'),
  }) as unknown as z.ZodType<HostNode>;
}

function exampleOf(step: HostStep): string {
  const ways = HOST_STEPS[step].map((outcome) => `${outcome}: ${outcome}`);
  if (ways.length <= 3) {
    return `${step}: { type: ${step},${SHOWN[step] ?? ''} on: { ${ways.join(', ')} } }`;
  }
  return [`${step}:`, `  type: ${step}`, '  on:', ...ways.map((way) => `    ${way}`)].join('\n');
}

/** What the step is about; null where only a fact would say it, and that is not known. */
function aboutOf({ type, question, topic, fact }: HostNode, facts: Facts): Facts | null {
  const value = fact === undefined ? undefined : facts[fact];
  if (fact !== undefined && value === undefined) return null;
  if (type === 'record_answer') return { question: question!, value: value! };
  if (topic !== undefined) return { topic };
  return value === undefined ? {} : { topic: value };
}

function inspectAbout({ type, topic, fact }: HostNode, facts: Record<string, unknown>): Finding[] {
  const found: Finding[] = [];
  if (fact !== undefined && !facts[fact]) {
    found.push({ path: 'fact', message: `declare \`${fact}\` under \`facts\`` });
  }
  const isOfTopic = type === 'subscribe' || type === 'unsubscribe';
  if (isOfTopic && (topic === undefined) === (fact === undefined)) {
    found.push({ path: '', message: 'say to what: give `topic`, or a fact that holds topics' });
  }
  return found;
}
