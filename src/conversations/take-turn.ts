import { lockContact } from '#contacts';
import { DAY } from '#domain';
import type { JustAnswered } from '#outbox';
import type { Hint } from '#queue';
import { driverOf, type Inbound, isDuplicate, isOutage, type Transaction } from '#storage';
import { answerMessage } from './answer-message.ts';
import { endTurn } from './end-turn.ts';
import type { OpenQuestions } from './open-questions.ts';
import { type ReadTurn, readTurn } from './read-turn.ts';
import type { ConversationWorld, Turn, TurnResult } from './turn.ts';

/** How soon to look again when a question's own sending is not decided yet. */
const UNDECIDED_MS = 250;
/** A message over which turns failed this often goes to a person, and the next is taken. */
const MOST_FAILURES = 3;

/** `last`: no other message of hers waited when this one was taken. */
type Taken =
  | (TurnResult & { kind: 'taken'; last: boolean; readAt: Date })
  | { kind: 'failed' }
  | { kind: 'none' }
  | { kind: 'undecided' };

/** Sends what a turn has just left to be sent to her; without it, a hint is handed on. */
export type Answer = (answered: JustAnswered) => Promise<void>;

/**
 * Takes a contact's unhandled messages in order, each in one transaction, and after each commit hands on what
 * it made due; her own replies to `answer`, if there is one, so that they need no way through a queue. A
 * crash anywhere leaves the message unhandled or its turn whole, and the sweep finds what was not handed on.
 */
export async function takeTurns(
  world: ConversationWorld,
  contactId: string,
  answer?: Answer,
): Promise<void> {
  for (;;) {
    const taken = await takeOne(world, contactId, answer !== undefined);
    if (taken.kind === 'none') return;
    if (taken.kind === 'undecided') {
      const again = { queue: 'turns', job: { contact: contactId }, delayMs: UNDECIDED_MS } as const;
      await world.queue.enqueue([again]);
      return;
    }
    if (taken.kind === 'failed') continue;
    await handOn(world, taken, answer);
    // What has come since then brought a hint of its own.
    if (taken.last) return;
  }
}

async function handOn(
  world: ConversationWorld,
  { hints, contact, claimed, readAt }: TurnResult & { readAt: Date },
  answer: Answer | undefined,
): Promise<void> {
  const isReply = (hint: Hint) => hint.queue === 'deliver' && hint.job.contact === contact._id;
  const others = answer ? hints.filter((hint) => !isReply(hint)) : hints;
  await world.queue.enqueue(others);
  const texts = hints.length - others.length;
  if (answer && (claimed || texts > 0)) await answer({ claimed, texts, contact, readAt });
}

/** `claims`: the reply is claimed with the turn's own commit, unless an earlier one is still to be sent. */
async function takeOne(
  world: ConversationWorld,
  contactId: string,
  claims: boolean,
): Promise<Taken> {
  let current: Inbound | null = null;
  try {
    return await world.store.transaction(async (tx) => {
      const read = await readTurn(world, contactId, tx);
      current = read?.inbound ?? null;
      if (!read) return { kind: 'none' };
      const isUndecided = read.questions.undecided && read.inbound.door !== 'opted_out';
      if (isUndecided) return { kind: 'undecided' };
      const readAt = world.clock.real();
      const result = await turnOver(world, read, contactId, tx, claims && read.allSent);
      return { kind: 'taken', last: read.last, readAt, ...result };
    });
  } catch (error) {
    // Another text is under way to her: this one waits for that, as any reply does.
    if (claims && isDuplicate(error)) return takeOne(world, contactId, false);
    // With MongoDB away no message is to blame: the sweep takes it up when it is back.
    if (!current || isOutage(error)) throw error;
    await countFailure(world, current, error);
    return { kind: 'failed' };
  }
}

async function turnOver(
  world: ConversationWorld,
  { inbound, questions, confirmed, workshops, rsvps }: ReadTurn,
  contactId: string,
  tx: Transaction,
  claims: boolean,
): Promise<TurnResult> {
  const { channel, receivedAt } = inbound;
  const seen = {
    [`lastInbound.${channel}`]: receivedAt,
    lastChannel: channel,
    // A number that texts us is not dead, whatever an error once said.
    ...(channel === 'sms' ? { numberDead: false, unreachableFrom: [] } : { whatsappDead: false }),
  };
  const turn: Turn = {
    tx,
    cause: `inbound:${inbound.providerId}`,
    contact: await lockContact(world, contactId, tx, seen, receivedAt),
    inbound: { ...inbound },
    claims,
    confirmed,
    manner: {
      kind: 'answer',
      hours: 'any',
      validUntil: new Date(receivedAt.getTime() + DAY),
    },
    spoken: [],
    hints: [],
    touched: new Set(),
    workshops: new Map(workshops.map((workshop) => [workshop._id, workshop])),
    rsvps,
  };
  await answerMessage(world, turn, questions);
  callQueued(world, turn, questions);
  const result = await endTurn(world, turn);
  const { forPerson = null, workshop = null } = turn.inbound ?? {};
  const done = { handled: true, forPerson, workshop };
  await driverOf(world.store.inbound).updateOne(
    { _id: inbound._id },
    { $set: done },
    { session: tx },
  );
  return result;
}

/** Where something ended in this turn, the flow that waits for its turn looks at once whether it has come. */
function callQueued(world: ConversationWorld, turn: Turn, { queued }: OpenQuestions): void {
  const hasEnded = [...turn.touched].some(({ open }) => !open);
  if (!queued || !hasEnded || turn.contact.consent.optedOutAt) return;
  queued.dueAt = world.clock.now();
  turn.touched.add(queued);
}

/** The error is ours, never hers: it is logged by id, and after three tries a person takes over. */
async function countFailure(
  world: ConversationWorld,
  inbound: Inbound,
  error: unknown,
): Promise<void> {
  const failures = inbound.failures + 1;
  const given = failures >= MOST_FAILURES ? { handled: true, forPerson: 'failed' } : {};
  await world.store.inbound.updateOne({ _id: inbound._id }, { $set: { failures, ...given } });
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
  world.log.error({ inbound: inbound._id, failures, reason }, 'a turn failed');
}
