import { z } from 'zod';
import { Name } from '../fact-types.ts';
import { Go, Value } from '../fields.ts';
import type { Finding, NodeType } from '../node-type.ts';

const schema = z.strictObject({
  type: z.literal('set'),
  field: Name.optional().describe(
    "A field of the contact's: `language` and `site` are her own, any other is kept by its name.",
  ),
  value: Value.optional().describe('What the field becomes.'),
  from: Name.optional().describe(
    'Instead of `value`: the fact that holds it; nothing is set where it is not known.',
  ),
  tag: Name.optional().describe('A tag she is given.'),
  untag: Name.optional().describe('A tag that is taken from her.'),
  go: Go,
});

type SetNode = z.infer<typeof schema>;

/** Sets a field or a tag of the contact's. A fact that is not known sets nothing. */
export const set: NodeType<SetNode> = {
  about: "Sets a field of the contact's, or gives or takes a tag.",
  example: `keep_language: { type: set, field: language, from: language, go: tag_reader }
tag_reader: { type: set, tag: reader, go: done }`,
  schema,
  enter({ field, value, from, tag, untag, go }, walk) {
    const known = from === undefined ? value : walk.facts[from];
    if (field !== undefined && known !== undefined) {
      walk.events.push({ type: 'field_set', name: field, value: known });
    }
    if (tag !== undefined) walk.events.push({ type: 'tag_added', tag });
    if (untag !== undefined) walk.events.push({ type: 'tag_removed', tag: untag });
    return { go };
  },
  targets: (node) => [{ path: 'go', node: node.go }],
  texts: () => [],
  inspect(node, facts) {
    const found: Finding[] = [];
    const { field, value, from, tag, untag } = node;
    if ([field, tag, untag].filter((name) => name !== undefined).length !== 1) {
      found.push({ path: '', message: 'set one thing: give `field`, `tag` or `untag`' });
    }
    const values = [value, from].filter((given) => given !== undefined).length;
    if (field !== undefined && values !== 1) {
      found.push({ path: 'field', message: 'say to what: give `value`, or a fact as `from`' });
    }
    if (field === undefined && values > 0) {
      found.push({
        path: 'field',
        message: 'a value is for a `field`: name it, or remove the value',
      });
    }
    if (from !== undefined && !facts[from]) {
      found.push({ path: 'from', message: `declare \`${from}\` under \`facts\`` });
    }
    return found;
  },
};
