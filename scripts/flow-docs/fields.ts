import type { JsonSchema } from '#engine';

/** A field of a flow's file, by its path in its node: `unclear.say`, `when[].is`. */
export type Field = { path: string; needed: boolean; about: string; names: string[] };

/** The fields that a schema describes, those inside them after them, each once. */
export function fieldsOf(schema: JsonSchema, above = ''): Field[] {
  const own = Object.entries(schema.properties ?? {}) as [string, JsonSchema][];
  const fields = own.flatMap(([name, field]) => {
    const path = above === '' ? name : `${above}.${name}`;
    const needed = above === '' && (schema.required ?? []).includes(name);
    const about = field.description ?? '';
    return [{ path, needed, about, names: namesIn(field) }, ...inside(field, path)];
  });
  const paths = fields.map(({ path }) => path);
  return fields.filter(({ path, about }, i) => about !== '' && paths.indexOf(path) === i);
}

function inside(field: JsonSchema, path: string): Field[] {
  const items = field.items as JsonSchema | undefined;
  return [
    ...fieldsOf(field, path).filter((found) => found.path !== path),
    ...(items ? inside(items, `${path}[]`) : []),
    ...(field.anyOf ?? []).flatMap((shape) => inside(shape as JsonSchema, path)),
  ].map((found) => ({ ...found, path: found.path.replace(`${path}[]`, path) }));
}

/** The names a field, or each of its list, is one of; none where they are told elsewhere or free. */
function namesIn({ enum: names, items }: JsonSchema): string[] {
  if (names) return names.map(String);
  const listed = (items as JsonSchema | undefined)?.enum;
  return listed ? listed.map(String) : [];
}
