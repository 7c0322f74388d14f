import { ContentError } from '#domain';
import type { Flow } from '#engine';
import type { Content } from '../content.ts';

/** Flows that begin by a reply missed in a flow or at a question there is not, or that never misses one. */
export function checkBegins({ flows }: Content): ContentError[] {
  return Object.values(flows).flatMap((flow) => {
    const { missed_reply: missed } = flow.begins;
    if (!missed) return [];
    const found = problemOf(missed, flows);
    const path = `begins.missed_reply.${found?.path}`;
    return found ? [new ContentError(found.message, `flows/${flow.id}.yaml`, path)] : [];
  });
}

function problemOf(
  missed: NonNullable<Flow['begins']['missed_reply']>,
  flows: Content['flows'],
): { path: string; message: string } | null {
  const asks = Object.hasOwn(flows, missed.flow) ? flows[missed.flow]! : null;
  if (!asks) {
    return {
      path: 'flow',
      message: `there is no flow \`${missed.flow}\`: add it, or name another`,
    };
  }
  if (asks.nodes[missed.question]?.type === 'ask') return null;
  const questions = Object.entries(asks.nodes).filter(([, { type }]) => type === 'ask');
  const names = questions.map(([name]) => name).join(', ');
  const message = `\`${missed.flow}\` has no such question: name one of ${names}`;
  return { path: 'question', message };
}
