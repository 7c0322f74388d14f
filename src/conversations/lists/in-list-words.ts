import type { Understood } from '#understanding';
import { contentFor } from '../drive.ts';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import { eventIds, eventWords } from './event-words.ts';
import { readListReply, WHETHER } from './read-list-reply.ts';

/**
 * What a message means to a question about several events: which of them it takes, refuses or leaves open
 * (`answer`, `refused`, `undecided`), how many come, and what else it says; as it was where the open question
 * is none.
 */
export async function inListWords(
  world: ConversationWorld,
  turn: Turn,
  question: Stored,
  understood: Understood,
): Promise<Understood> {
  const { inbound } = turn;
  const { events } = question.state.facts;
  if (!inbound || !(await asksAboutEvents(world, question))) return understood;
  const ids = eventIds(events);
  const reply = readListReply(inbound.body, eventWords(events), world.understand);
  const alone = world.understand(inbound.body, WHETHER);
  const { answer: _by_number, ...facts } = alone.facts;
  if (reply.named !== 'none' && reply.named.length === 0) return { ...alone, facts };
  const namesOf = (at: readonly number[]) => at.map((i) => ids[i]).join(',');
  return {
    ...alone,
    confirmNeeded: false,
    facts: {
      ...facts,
      ...(reply.people !== null && { party_size: reply.people }),
      answer: reply.named === 'none' ? 'none' : namesOf(reply.named),
      refused: namesOf(reply.refused),
      undecided: namesOf(reply.undecided),
    },
  };
}

async function asksAboutEvents(
  world: ConversationWorld,
  { flow, state }: Stored,
): Promise<boolean> {
  const node = (await contentFor(world, state))?.flow(flow).nodes[state.at ?? ''];
  return node?.type === 'ask' && node.expect === 'events';
}
