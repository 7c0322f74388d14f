import { z } from 'zod';
import { Name } from '../fact-types.ts';
import { Go } from '../fields.ts';
import type { Finding, NodeType } from '../node-type.ts';
import { chooseText, inspectText, TextChoice, textUses } from '../text-choice.ts';
import type { Facts } from '../types.ts';

/** Written out, or the name of a fact that holds it. */
const Address = z.union(
  [z.url({ protocol: /^https$/ }).meta({ pattern: '^https://' }), Name],
  'write an address that begins with https://, or the name of a fact',
);

const schema = z.strictObject({
  type: z.literal('send'),
  text: TextChoice.describe('The text it goes with, by its key in `locales/`.'),
  link: Address.optional().describe(
    'The link to send: an address that begins with https://, or a fact that holds one.',
  ),
  picture: Address.optional().describe('A picture to send instead of a link.'),
  go: Go,
  unset: Name.optional().describe(
    'The node that comes next if the fact with the address is not known: nothing is sent then.',
  ),
});

type SendNode = z.infer<typeof schema>;

/** Sends a link or a picture with a text. */
export const send: NodeType<SendNode> = {
  about: 'Sends a link or a picture with a text.',
  example:
    'recording: { type: send, text: recording, link: https://example.org/recording, go: done }',
  schema,
  enter(node, walk) {
    const link = addressOf(node.link, walk.facts);
    const media = addressOf(node.picture, walk.facts);
    const address = link ?? media;
    if (address === undefined) return { go: node.unset ?? node.go };
    const text = chooseText(node.text, walk.facts);
    walk.events.push({ type: 'said', text, ...(link ? { link } : { media }) });
    return { go: node.go };
  },
  targets: (node) =>
    (['go', 'unset'] as const).flatMap((path) =>
      node[path] === undefined ? [] : [{ path, node: node[path] }],
    ),
  texts: (node) => textUses(node.text, 'text', false),
  inspect(node, facts) {
    const found: Finding[] = inspectText(node.text, facts);
    if ((node.link === undefined) === (node.picture === undefined)) {
      found.push({ path: '', message: 'send one thing: give `link` or `picture`' });
    }
    for (const path of ['link', 'picture'] as const) {
      const name = node[path];
      if (name === undefined || isWritten(name)) continue;
      if (facts[name] !== 'text') {
        found.push({ path, message: `declare \`${name}\` under \`facts\` as text` });
      } else if (node.unset === undefined) {
        found.push({ path: 'unset', message: `say where it goes if \`${name}\` is not known` });
      }
    }
    return found;
  },
};

function addressOf(address: string | undefined, facts: Facts): string | undefined {
  if (address === undefined || isWritten(address)) return address;
  const known = facts[address];
  return typeof known === 'string' && isWritten(known) ? known : undefined;
}

function isWritten(address: string): boolean {
  return address.startsWith('https://');
}
