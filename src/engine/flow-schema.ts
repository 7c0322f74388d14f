import { z } from 'zod';
import { Expect } from './ask-node.ts';
import { FactKind, KINDS_OF_FACT } from './fact-types.ts';
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
      const told = TOLD.get(zodSchema);
      if (!told) return;
      delete jsonSchema.enum;
      jsonSchema.anyOf = Object.entries(told).map(([name, description]) => ({
        const: name,
        description,
      }));
    },
  });
  return schema as JsonSchema;
}

/** Choices whose names are each told in words of their own. */
const TOLD = new Map<unknown, Record<string, string>>([
  [FactKind, KINDS_OF_FACT],
  [
    Expect,
    Object.fromEntries(
      Expect.options.map((expect) => {
        const { about, ways } = kindOfAnswer(expect);
        return [expect, `${about}. In \`on\`: ${ways}.`];
      }),
    ),
  ],
]);
