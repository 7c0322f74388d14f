import { z } from 'zod';
import { Duration } from '../duration.ts';
import { Name } from '../fact-types.ts';
import { Go } from '../fields.ts';
import type { Finding, NodeType } from '../node-type.ts';
import type { Moment } from '../types.ts';

const EVE = /^workshop_eve ([01]?\d|2[0-3]):([0-5]\d)$/;

const schema = z.strictObject({
  type: z.literal('wait'),
  for: Duration.optional().describe('How long, from now: `30m`, `3h`, `2d`.'),
  until: z
    .union([Name, z.string().regex(EVE)], 'write a date fact, or `workshop_eve 18:00`')
    .optional()
    .describe(
      "Instead of `for`: a date fact; or `workshop_eve 18:00`, the day before on the workshop's clock.",
    ),
  go: Go,
  unset: Name.optional().describe('The node that comes next if the date is not known.'),
  past: Name.optional().describe(
    'The node that comes next if that time was over already; without it `go`.',
  ),
});

type WaitNode = z.output<typeof schema>;

/** Waits for a time and goes on. */
export const wait: NodeType<WaitNode> = {
  about: 'Waits for a time and goes on.',
  example: `two_days: { type: wait, for: 2d, go: thanks }
eve: { type: wait, until: workshop_eve 18:00, go: reminder, past: done }`,
  schema: schema as unknown as z.ZodType<WaitNode>,
  enter(node, walk) {
    const moment = momentOf(node);
    const isUnknown = 'untilFact' in moment && walk.facts[moment.untilFact] === undefined;
    return isUnknown ? { go: node.unset ?? node.go } : { wait: { for: 'time', ...moment } };
  },
  wake: (node, past) => ({ go: (past ? node.past : undefined) ?? node.go }),
  targets: (node) =>
    (['go', 'unset', 'past'] as const).flatMap((path) =>
      node[path] === undefined ? [] : [{ path, node: node[path] }],
    ),
  texts: () => [],
  inspect(node, facts, { needs }) {
    if ((node.for === undefined) === (node.until === undefined)) {
      return [{ path: '', message: 'say how long: give `for: 2h`, or `until`' }];
    }
    const moment = momentOf(node);
    const found: Finding[] = [];
    if ('eve' in moment && !needs.includes('workshop')) {
      found.push({ path: 'until', message: 'there is no workshop here: add `needs: [workshop]`' });
    }
    if ('untilFact' in moment && facts[moment.untilFact] !== 'date') {
      const cure = `declare \`${moment.untilFact}\` under \`facts\` as date`;
      found.push({ path: 'until', message: cure });
    } else if ('untilFact' in moment && node.unset === undefined) {
      const cure = `say where it goes if \`${moment.untilFact}\` is not known`;
      found.push({ path: 'unset', message: cure });
    }
    return found;
  },
};

function momentOf(node: WaitNode): Moment {
  if (node.until === undefined) return { afterMs: node.for ?? 0 };
  const eve = EVE.exec(node.until);
  return eve
    ? { eve: { minutes: Number(eve[1]) * 60 + Number(eve[2]) } }
    : { untilFact: node.until };
}
