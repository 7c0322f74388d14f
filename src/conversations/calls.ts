import { openCall, openCallForLanguage } from '#contacts';
import { folderOf } from '#content';
import type { Call } from '#storage';
import type { Understood } from '#understanding';
import { say } from './say.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * Puts a family whose language we have no words in on the call list and tells her, once; again where she
 * `asked` for it in this message. Who has opted out is told nothing, and not called unasked.
 */
export async function callInHerLanguage(
  world: ConversationWorld,
  turn: Turn,
  { asked } = { asked: false },
): Promise<void> {
  const { _id, language, consent } = turn.contact;
  if (language === null || consent.optedOutAt !== null) return;
  if (folderOf(language, world.content().languages) !== null || isTold(turn)) return;
  const call = asked
    ? await openCall(world, { contact: _id, reason: 'language', language }, turn.tx)
    : await openCallForLanguage(world, _id, language, turn.tx);
  const isNews = call.open && call.toldAt === null;
  if (asked || isNews) await tell(world, turn, call, 'no_language');
}

/** She asked to be called, in her words or by a flow: she goes on the call list and is told so. */
export async function requestCall(world: ConversationWorld, turn: Turn): Promise<void> {
  const wish = { contact: turn.contact._id, reason: 'asked' } as const;
  const call = await openCall(world, wish, turn.tx);
  if (turn.inbound) turn.inbound.forPerson ??= 'call_me';
  if (!isTold(turn)) await tell(world, turn, call, 'will_call');
}

/** Beside a wish for a call these say nothing of their own: "hablo mam, un poquito de español". */
const BESIDE: Understood['intents'] = ['language_switch', 'help', 'thanks', 'other', 'maybe'];

/**
 * Whether a message that puts her on the call list says nothing else; what was asked of her stays open. Where
 * her own words or her language were asked for, it is the answer all the same.
 */
export function asksOnlyForACall(
  turn: Turn,
  question: Stored | null,
  { intents }: Understood,
): boolean {
  const waits = question?.state.waits;
  const expects = waits?.for === 'reply' ? waits.expects : null;
  const isAnswer = expects === 'language' || expects === 'open';
  return isTold(turn) && !isAnswer && intents.every((intent) => BESIDE.includes(intent));
}

function isTold(turn: Turn): boolean {
  return turn.spoken.some(({ tells }) => tells !== undefined);
}

function tell(
  world: ConversationWorld,
  turn: Turn,
  call: Call,
  key: 'no_language' | 'will_call',
): Promise<void> {
  return say(world, turn, { namespace: 'common', key, values: {} }, null, { tells: call._id });
}
