import { z } from 'zod';
import { Expect } from './ask-node.ts';
import { FlowFrame } from './flow.ts';
import { kindOfAnswer } from './kinds-of-answer.ts';
import { NODE_TYPES } from './nodes/index.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft 7, which editors know) of a flow's YAML, made of the shapes by which flows are
 * read, with a description of every field. It knows a flow's form alone: what nodes say of each other is
 * for `parseFlow`.
 */
export function flowSchema(): JsonSchema {
  const types = Object.entries(NODE_TYPES);
  const frame = schemaOf(FlowFrame);
  const nodes = frame.properties!.nodes as JsonSchema;
  nodes.additionalProperties = {
    type: 'object',
    properties: {
      type: {
        description: 'The kind of node.',
        anyOf: types.map(([type, { about }]) => ({ const: type, description: about })),
      },
    },
    required: ['type'],
    // A fault is then told of the type that was meant, not of all of them.
    allOf: types.map(([type]) => ({
      if: { properties: { type: { const: type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: { $ref: `#/definitions/${type}` },
    })),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A flow of Puente',
    ...frame,
    definitions: Object.fromEntries(
      types.map(([type, kind]) => [type, { description: kind.about, ...schemaOf(kind.schema) }]),
    ),
  };
}

/** The schema of what is written, before it is parsed. */
function schemaOf(shape: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as z.ZodType) === Expect) tellKinds(jsonSchema);
    },
  });
  return schema as JsonSchema;
}

/** Each kind of answer with its own words, where an editor would otherwise show names alone. */
function tellKinds(schema: JsonSchema): void {
  delete schema.enum;
  schema.anyOf = Expect.options.map((expect) => {
    const { about, ways } = kindOfAnswer(expect);
    return { const: expect, description: `${about}. In \`on\`: ${ways}.` };
  });
}
