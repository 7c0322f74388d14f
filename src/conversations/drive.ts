import { advance, type Conversation, EXPIRED, type Input, type Waits } from '#engine';
import { interruptedBy } from './ask-again.ts';
import { beginConversation } from './begin-conversation.ts';
import { apply } from './effects/index.ts';
import { handOff } from './hand-off.ts';
import { doStep } from './host/index.ts';
import type { Begin } from './host/step.ts';
import { momentOf } from './moment-of.ts';
import { isAsking, queue } from './queue-conversation.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/** How many flows may have begun each other, one inside the next. */
const MOST_DEPTH = 5;

/**
 * Brings an input to a conversation and does all that follows, host steps and flows it begins included,
 * until it waits for her, a time or a flow, or ends. Works on `stored` and `turn`; the turn's end writes
 * both.
 */
export async function drive(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  input: Input,
): Promise<void> {
  const content = await contentFor(world, stored.state);
  if (!content) {
    await handOff(world, turn, 'node_gone', stored.workshop);
    stored.open = false;
    turn.touched.add(stored);
    return goOnWithParent(world, turn, stored, EXPIRED);
  }
  const flow = content.flow(stored.flow);
  let next: Input | null = input;
  while (next) {
    const step = stored.state.step;
    const advanced = advance(flow, stored.state, next);
    if (advanced.conversation.step === step && advanced.events.length === 0) return;
    stored.state = advanced.conversation;
    turn.touched.add(stored);
    for (const event of advanced.events) await apply(world, turn, stored, event);
    // A message for which nothing was asked moved nothing: what is waited for is at work already.
    next = stored.state.step === step ? null : await answerOf(world, turn, stored);
    const end = advanced.events.find((event) => event.type === 'ended');
    if (end) {
      stored.open = false;
      await goOnWithParent(world, turn, stored, end.outcome);
      // She who fell silent is not asked two things at once.
      if (end.reason === 'done') await goOnWithInterrupted(world, turn, stored);
    }
  }
}

/** What the host answers at once to what a conversation waits for; null where it is to wait. */
async function answerOf(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
): Promise<Input | null> {
  const { waits, step } = stored.state;
  if (waits.for === 'host') {
    const { brings, begins = [], ...outcome } = await doStep(world, turn, stored, waits.request);
    if (brings) await drive(world, turn, brings.to, brings.input);
    for (const next of begins) await beginInOrder(world, turn, next);
    return { kind: 'outcome', step, ...outcome };
  }
  if (waits.for === 'flow') return beginChild(world, turn, stored, waits);
  if (waits.for !== 'time') return null;
  stored.question = null;
  stored.dueAt = await momentOf(world, turn, stored, waits);
  const past = stored.dueAt === null || stored.dueAt <= world.clock.now();
  return past ? { kind: 'time', step, past } : null;
}

/** Begins a conversation now, or, while she is being asked something, when that is answered. */
async function beginInOrder(
  world: ConversationWorld,
  turn: Turn,
  { stored, ...how }: Begin,
): Promise<void> {
  if (isAsking(turn)) return queue(world, turn, stored, { kind: 'answer', ...how });
  const { facts, node, about, also } = how;
  if (about) turn.manner = { ...turn.manner, about, ...(also && { also }), stage: how.stage };
  await drive(world, turn, stored, {
    kind: 'start',
    facts,
    understood: null,
    ...(node && { node }),
  });
}

/** Begins the flow that another waits for; that one goes on when it ends, in this turn or a later one. */
async function beginChild(
  world: ConversationWorld,
  turn: Turn,
  parent: Stored,
  waits: Extract<Waits, { for: 'flow' }>,
): Promise<Input | null> {
  const { step } = parent.state;
  const isKnown = Object.hasOwn(world.content().flows, waits.flow);
  if (!isKnown || (await depthOf(world, turn, parent)) >= MOST_DEPTH) {
    world.log.error({ conversation: parent._id, flow: waits.flow }, 'a flow could not be begun');
    return { kind: 'outcome', step, outcome: EXPIRED, facts: {} };
  }
  const child = beginConversation(world, turn, waits.flow, parent.workshop);
  child.parent = parent._id;
  child.cause = `${turn.cause}:${parent._id}:${step}:${waits.flow}`;
  await drive(world, turn, child, { kind: 'start', facts: waits.facts, understood: null });
  return null;
}

/** Tells a conversation that waits for this one how it ended. */
async function goOnWithParent(
  world: ConversationWorld,
  turn: Turn,
  child: Stored,
  outcome: string,
): Promise<void> {
  const parent = child.parent ? await find(world, turn, child.parent) : null;
  if (!parent?.open || parent.state.waits.for !== 'flow') return;
  const { facts } = child.state;
  await drive(world, turn, parent, { kind: 'outcome', step: parent.state.step, outcome, facts });
}

/** Asks again what this conversation came in between. */
async function goOnWithInterrupted(world: ConversationWorld, turn: Turn, ended: Stored) {
  const again = await interruptedBy(world, turn, ended);
  if (again) await drive(world, turn, again.stored, again.input);
}

async function depthOf(world: ConversationWorld, turn: Turn, stored: Stored): Promise<number> {
  if (!stored.parent) return 1;
  const parent = await find(world, turn, stored.parent);
  return parent ? 1 + (await depthOf(world, turn, parent)) : 1;
}

/** A conversation as this turn has left it so far. */
async function find(world: ConversationWorld, turn: Turn, id: string): Promise<Stored | null> {
  const touched = [...turn.touched].find(({ _id }) => _id === id);
  if (touched) return touched;
  return world.store.conversations.findById(id).session(turn.tx).lean<Stored>();
}

/** The flows and words a conversation began with; null where they are lost. */
export async function contentFor(world: ConversationWorld, state: Conversation) {
  const now = world.content();
  return state.version === now.version || state.version === ''
    ? now
    : world.contentOf(state.version);
}
