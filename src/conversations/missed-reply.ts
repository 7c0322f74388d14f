import { DAY, type Message } from '#domain';
import type { Flow } from '#engine';
import type { Hint } from '#queue';
import type { Store } from '#storage';
import { startFlow } from './start-flow.ts';
import type { ConversationWorld, Stored } from './turn.ts';

const MOST = 500;
/** A missed reply that could not be acted on for this long is let lie. */
const LATEST = DAY;

type Waiting = { id: string; missed: NonNullable<Flow['begins']['missed_reply']> };

/** Hints for questions that nobody has answered for so long that a flow begins by it. */
export async function dueMissed(
  world: Pick<ConversationWorld, 'clock' | 'content'> & { store: Pick<Store, 'conversations'> },
): Promise<Hint[]> {
  const now = world.clock.now().getTime();
  const found = await Promise.all(
    waitingFlows(world).map(({ id, missed: { flow, question, after } }) =>
      world.store.conversations
        .find(
          {
            open: true,
            flow,
            'state.at': question,
            askedAt: { $lte: new Date(now - after), $gt: new Date(now - after - LATEST) },
            missed: { $ne: id },
          },
          { _id: 1 },
        )
        .limit(MOST)
        .lean<{ _id: string }[]>(),
    ),
  );
  return found.flat().map(({ _id }) => ({ queue: 'due', job: { what: 'missed', id: _id } }));
}

/** Starts the flows that begin by this question's not being answered, each once. */
export async function startMissed(world: ConversationWorld, id: string): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const { id: flow, missed } of waitingFlows(world)) {
    const asked = await world.store.conversations.findById(id).lean<Stored>();
    if (!asked?.open || asked.missed?.includes(flow)) continue;
    if (asked.flow !== missed.flow || asked.state.at !== missed.question) continue;
    const text = await world.store.messages.findById(asked.question).lean<Message>();
    if (text?.sentAt && world.clock.now().getTime() - text.sentAt.getTime() < missed.after)
      continue;
    // Withheld or refused, it was never asked: nobody was silent.
    if (text?.sentAt) hints.push(...(await start(world, asked, flow)));
    await world.store.conversations.updateOne({ _id: id }, { $addToSet: { missed: flow } });
  }
  return hints;
}

function start(world: ConversationWorld, asked: Stored, flow: string): Promise<Hint[]> {
  return startFlow(world, {
    flow,
    contact: asked.contact,
    workshop: asked.workshop,
    cause: `missed:${asked._id}:${asked.state.step}`,
    validUntil: new Date(world.clock.now().getTime() + LATEST),
    about: null,
    stage: `flow:${flow}`,
    besides: asked._id,
  });
}

function waitingFlows({ content }: Pick<ConversationWorld, 'content'>): Waiting[] {
  return Object.values(content().flows).flatMap(({ id, begins }) =>
    begins.missed_reply ? [{ id, missed: begins.missed_reply }] : [],
  );
}
