import { DEFAULT_KEYWORDS, type EmulatorSettings } from '../settings.ts';
import { isWhatsApp } from '../store/message.ts';
import type { Store } from '../store/store.ts';

/** What Twilio does of itself with an inbound message, before the webhook is called. */
export type OptOutEffect = {
  /** Goes into the webhook, with Advanced Opt-Out only. */
  optOutType: 'STOP' | 'START' | 'HELP' | null;
  reply: string | null;
};

/** Twilio's English texts on a long code without Advanced Opt-Out. */
const REPLIES = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};
const NOTHING: OptOutEffect = { optOutType: null, reply: null };

/**
 * Blocks or unblocks the pair when the whole text is one of the keywords, and says what Twilio answers.
 * WhatsApp knows keywords only with Advanced Opt-Out. Who is blocked gets no answer to HELP or to a second
 * STOP (twilio.md §3).
 */
export function applyOptOut(
  inbound: { ours: string; theirs: string; body: string },
  { settings, store }: { settings: EmulatorSettings; store: Store },
): OptOutEffect {
  const advanced = settings.advancedOptOut;
  if (!advanced && isWhatsApp(inbound.theirs)) return NOTHING;
  const word = inbound.body.trim().toUpperCase();
  const { stop, start, help } = advanced ?? DEFAULT_KEYWORDS;
  const texts = advanced?.replies ?? REPLIES;
  const is = (words: string[]) => words.some((each) => each.toUpperCase() === word);
  const blocked = store.isOptedOut(inbound.ours, inbound.theirs);
  const effect = (optOutType: 'STOP' | 'START' | 'HELP', reply: string | null) => ({
    optOutType: advanced ? optOutType : null,
    reply,
  });
  if (is(stop)) {
    if (!blocked) store.setOptOut(inbound.ours, inbound.theirs, true);
    return effect('STOP', blocked ? null : texts.stop);
  }
  if (is(start)) {
    if (blocked) store.setOptOut(inbound.ours, inbound.theirs, false);
    // Without a block a YES is an answer like any other.
    return blocked || advanced ? effect('START', texts.start) : NOTHING;
  }
  return is(help) ? effect('HELP', blocked ? null : texts.help) : NOTHING;
}
