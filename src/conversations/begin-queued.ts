import { DAY } from '#domain';
import type { OwnBroadcast, Queued } from '#storage';
import { drive } from './drive.ts';
import { openQuestions } from './open-questions.ts';
import { mannerOf, QUEUE_LOOK } from './queue-conversation.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * Begins a conversation that waited for its turn, unless she is still being asked, or it is too late. One of
 * a broadcast waits on while that is paused, and never begins once it was stopped.
 */
export async function beginQueued(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
): Promise<void> {
  const { queued } = stored;
  if (!queued) return;
  const now = world.clock.now();
  turn.touched.add(stored);
  const state = await stateOf(world, turn, queued.broadcast);
  if (now >= queued.validUntil || state === 'stopped') {
    stored.open = false;
    return;
  }
  const { open, undecided } = await openQuestions(world, turn);
  if (open.length > 0 || undecided || state === 'paused') {
    stored.dueAt = new Date(now.getTime() + QUEUE_LOOK);
    return;
  }
  const { facts, node } = queued;
  Object.assign(stored, { queued: null, dueAt: null });
  turn.manner = mannerOf({ ...queued, kind: kindNow(turn, queued, now) });
  await drive(world, turn, stored, {
    kind: 'start',
    facts,
    understood: null,
    ...(node && { node }),
  });
}

/**
 * What was to answer her, when she has not written for a day any more: nobody is answered then. More to be
 * invited to is unasked; what goes on with something that she said yes to is not.
 */
function kindNow({ contact }: Turn, { kind, stage }: Queued, now: Date): Queued['kind'] {
  const wrote = Object.values(contact.lastInbound).map((at) => (at ? +new Date(at) : 0));
  const isAnswer = wrote.some((at) => now.getTime() - at < DAY);
  if (kind !== 'answer' || isAnswer) return kind;
  return stage === 'invitation' ? 'proactive' : 'notice';
}

/** How the broadcast stands that a flow was to start for; null where none did. */
async function stateOf(
  { store }: ConversationWorld,
  { tx }: Turn,
  broadcast: string | undefined,
): Promise<OwnBroadcast['state'] | null> {
  if (broadcast === undefined) return null;
  const found = await store.ownBroadcasts
    .findById(broadcast, { state: 1 })
    .session(tx)
    .lean<Pick<OwnBroadcast, 'state'>>();
  return found?.state ?? null;
}
