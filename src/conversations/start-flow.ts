import type { MessageAbout, Workshop } from '#domain';
import type { Hint } from '#queue';
import { beginConversation } from './begin-conversation.ts';
import { drive } from './drive.ts';
import { inTurn } from './in-turn.ts';
import { type OpenQuestions, openQuestions } from './open-questions.ts';
import { startOver } from './over-open.ts';
import { mannerOf, queue } from './queue-conversation.ts';
import { readWorkshop } from './say.ts';
import { startFacts } from './start-facts.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/** A flow to start with one family, by a broadcast, a date or a missed reply. */
export type FlowStart = {
  flow: string;
  contact: string;
  workshop: string | null;
  /** Unique: the same cause starts it once, however often it is tried. */
  cause: string;
  /** After this it is not worth starting. */
  validUntil: Date;
  about: MessageAbout | null;
  /** Name of the broadcast or way it was started by, for reports. */
  stage: string;
  /** The broadcast and school its first text counts to, by which it can also be held. */
  broadcast?: string;
  site?: string | null;
  /** A conversation whose open question does not keep it waiting. */
  besides?: string;
};

/**
 * Starts a flow with a family that did not ask for it: its texts are proactive and pass the gate as such.
 * Over an open question it interrupts, queues or is left, as the flow says. A flow there is not, or a
 * workshop that is off, starts nothing.
 */
export function startFlow(world: ConversationWorld, start: FlowStart): Promise<Hint[]> {
  const manner = mannerOf({ ...start, kind: 'proactive' });
  return inTurn(world, start.contact, start.cause, manner, async (turn) => {
    if (!Object.hasOwn(world.content().flows, start.flow)) return;
    const cause = `${start.cause}:${start.flow}`;
    if (await world.store.conversations.exists({ cause }).session(turn.tx)) return;
    const found = start.workshop ? await readWorkshop(world, start.workshop, turn) : null;
    if (start.workshop && (!found || found.workshop.cancelledAt)) return;
    await beginOver(world, turn, start, found?.workshop ?? null, await openQuestions(world, turn));
  });
}

/** Begins a flow over the questions that are open to her: at once, later, or not at all. */
export async function beginOver(
  world: ConversationWorld,
  turn: Turn,
  start: FlowStart,
  workshop: Workshop | null,
  questions: OpenQuestions,
): Promise<void> {
  const flow = world.content().flow(start.flow);
  const how = startOver(flow, questions, { byHer: false, besides: start.besides ?? null });
  if (how.kind === 'leave') return;
  const stored = beginConversation(world, turn, start.flow, start.workshop);
  const facts = await startFacts(world, turn, flow, workshop);
  if (how.kind === 'queue')
    return queue(world, turn, stored, { ...start, kind: 'proactive', facts });
  stored.interrupts = how.interrupts?._id ?? null;
  await drive(world, turn, stored, { kind: 'start', facts, understood: null });
}
