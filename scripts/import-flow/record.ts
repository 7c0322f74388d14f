import type { Asked } from './classify.ts';
import { type Draft, slug } from './draft.ts';

type Answered = { asked: Asked; fact: string; result: string | null };

/**
 * What follows the answers of a question: where RapidPro keeps a result, a step that keeps it here, and where answers
 * lead to different places, one that tells them apart. Gives the question's `on`.
 */
export function addRecord(
  draft: Draft,
  name: string,
  { asked, fact, result }: Answered,
): Record<string, string> {
  const targets = targetsOf(asked);
  const isOne = new Set(targets.map(({ to }) => to)).size <= 1 && isAll(asked);
  const only = targets[0]?.to ?? asked.any;
  if (result === null && isOne) return { any: only };
  if (result === null && asked.options.length > 0)
    return Object.fromEntries(targets.map(({ way, to }) => [way, to]));
  const which = `${name}_which`;
  const next = isOne ? only : which;
  if (result !== null)
    draft.nodes.set(`${name}_kept`, {
      type: 'record_answer',
      question: slug(result),
      fact,
      on: { recorded: next },
    });
  if (!isOne) {
    const on = Object.fromEntries(targets.map(({ way, to }) => [way, to]));
    draft.nodes.set(which, { type: 'branch', fact, on: { ...on, otherwise: asked.other } });
  }
  return { any: result === null ? next : `${name}_kept` };
}

function targetsOf({ options, ranges }: Asked): { way: string; to: string }[] {
  const named = options.map(({ name, to }) => ({ way: name, to }));
  return [...named, ...ranges.map(({ range, to }) => ({ way: range, to }))];
}

/** Whether every answer that is understood is one of those that are named. */
function isAll({ expect, ranges }: Asked): boolean {
  if (expect !== 'number' || ranges.length === 0) return true;
  const sorted = ranges
    .map(({ range }) => range.split('-').map(Number))
    .sort((a, b) => a[0]! - b[0]!);
  return sorted.length === 1;
}
