import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { flowSchema, type JsonSchema, NODE_TYPES } from '#engine';
import { generatedFiles } from '../../scripts/flow-docs/generated.ts';
import { flowReadme } from '../../scripts/flow-docs/readme.ts';
import { arbitrarySource } from '../engine/arbitrary-flow.ts';

const schema = JSON.parse(readFileSync('flows/flow.schema.json', 'utf8'));
const readme = readFileSync('flows/README.md', 'utf8');
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictTuples: false });
formats.default(ajv);
const isFlow = ajv.compile(schema);
const flowFiles = readdirSync('flows').filter((name) => name.endsWith('.yaml'));

test.each(Object.entries(generatedFiles()))(
  '%s is what `npm run flow-docs` writes',
  (file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('the schema is of the draft that editors know', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
});

describe('the shipped flows', () => {
  test.each(flowFiles)('%s fits the schema, and tells editors of it in its first line', (name) => {
    const text = readFileSync(`flows/${name}`, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./flow.schema.json');
    isFlow(parse(text));
    expect(isFlow.errors).toBeNull();
  });
});

test('whatever flow the engine takes, the schema takes', () => {
  fc.assert(
    fc.property(arbitrarySource, (source) => {
      isFlow(JSON.parse(JSON.stringify(source)));
      expect(isFlow.errors).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test.each(Object.keys(NODE_TYPES))('every case of the node %s fits the schema', (type) => {
  const isNode = ajv.compile({ definitions: schema.definitions, $ref: `#/definitions/${type}` });
  const cases = parse(readFileSync(`test/engine/cases/${type}.yaml`, 'utf8')) as { node: object }[];
  expect(cases.length).toBeGreaterThan(0);
  for (const { node } of cases) {
    isNode(node);
    expect(isNode.errors).toBeNull();
  }
});

type Broken = { name: string; flow: { nodes?: Record<string, { type?: string }> } };

const broken: Broken[] = readdirSync('test/engine/broken-flows').map((name) => ({
  name,
  flow: parse(readFileSync(`test/engine/broken-flows/${name}`, 'utf8')).flow,
}));

/** Whether a node's own form is wrong, by the schema it is read with. */
function hasIllFormedNode({ flow }: Broken): boolean {
  return Object.values(flow.nodes ?? {}).some((node) => {
    const kind = Object.hasOwn(NODE_TYPES, node.type ?? '') ? NODE_TYPES[node.type!] : undefined;
    return !kind?.schema.safeParse(node).success;
  });
}

const illFormed = broken.filter(hasIllFormedNode);

test('a good part of the broken flows break the form', () => {
  expect(illFormed.length).toBeGreaterThanOrEqual(15);
});

test.each(illFormed)('the schema refuses $name, whose node is ill-formed', ({ flow }) => {
  expect(isFlow(flow)).toBe(false);
});

test.each(['unknown-frame-field.yaml', 'reserved-name.yaml', 'two-kinds-of-fact.yaml'])(
  'what is about the frame, %s',
  (name) => {
    const { flow } = broken.find((one) => one.name === name)!;
    // Two kinds of one fact are both well-formed: only the whole flow tells that they disagree.
    expect(isFlow(flow)).toBe(name === 'two-kinds-of-fact.yaml');
  },
);

test('an error of the schema tells of the type that was meant', () => {
  isFlow({
    flow: 'x',
    about: 'A node without a way on.',
    start: 'hello',
    nodes: { hello: { type: 'say', text: 'hello', goo: 'done' } },
  });
  const told = isFlow.errors!.filter(({ keyword }) => keyword !== 'if');
  expect(told.map(({ params }) => params)).toEqual([
    { missingProperty: 'go' },
    { additionalProperty: 'goo' },
  ]);
});

/** Every field of a schema and of what is inside it, with whether anything is said of it. */
function fields(at: JsonSchema, path: string): [string, unknown][] {
  const own = Object.entries((at.properties ?? {}) as Record<string, JsonSchema>);
  const inside = [at.items, ...(at.anyOf ?? [])].filter((one) => typeof one === 'object');
  return [
    ...own.flatMap(([name, field]): [string, unknown][] => [
      [`${path}.${name}`, field.description ?? ('const' in field ? 'is told above' : undefined)],
      ...fields(field, `${path}.${name}`),
    ]),
    ...inside.flatMap((one) => fields(one as JsonSchema, path)),
  ];
}

test('every field of every node type and of the file has its words in the schema', () => {
  const all = [
    ...fields(schema, 'flow'),
    ...Object.entries(schema.definitions as Record<string, JsonSchema>).flatMap(([type, node]) =>
      fields(node, type),
    ),
  ];
  expect(all.filter(([, words]) => !words).map(([path]) => path)).toEqual([]);
  expect(all.length).toBeGreaterThan(80);
});

test('every node type is in the schema and on the page, and nothing else is', () => {
  const types = Object.keys(NODE_TYPES);
  expect(Object.keys(schema.definitions)).toEqual(types);
  const { type } = schema.properties.nodes.additionalProperties.properties;
  expect(type.anyOf.map((one: { const: string }) => one.const)).toEqual(types);
  const absent = types.filter(
    (one) => !new RegExp(`^(### ${one}$|- \`${one}\`: )`, 'm').test(readme),
  );
  expect(absent).toEqual([]);
});

test('a node type that is added appears in the schema and on the page by itself', () => {
  const prose = readFileSync('scripts/flow-docs/prose.md', 'utf8');
  NODE_TYPES.sing = { ...NODE_TYPES.say!, about: 'Sings a text.', example: 'sing: {}' };
  try {
    expect(flowSchema().definitions).toHaveProperty('sing.description', 'Sings a text.');
    expect(flowReadme(prose)).toMatch(/^### sing\n\nSings a text\.\n\n- \*\*`text`\*\*: /m);
    expect(flowReadme(prose)).toContain('| [`sing`](#sing) | Sings a text. |');
  } finally {
    delete NODE_TYPES.sing;
  }
});
