import type { Channel } from './contact.ts';
import { squeeze, tokens } from './text-folding.ts';

/** Twilio's default English opt-out words (twilio.md §3): alone in an SMS, Twilio answers and blocks us. */
const CARRIER_KEYWORDS = [
  'stop',
  'unsubscribe',
  'end',
  'quit',
  'stopall',
  'revoke',
  'optout',
  'cancel',
];

/**
 * Words that alone are an opt-out, at the door. CANCELAR and SALIR are not among them and must not be:
 * families give back a seat with them.
 */
const STOP_WORDS = squeezed(...CARRIER_KEYWORDS, 'opt out', 'alto', 'parar', 'detener', 'baja');
const START_WORDS = squeezed('start', 'unstop');
const HELP_WORDS = squeezed('help', 'info', 'ayuda');

/** Whether the whole body is one of Twilio's English opt-out words, as Twilio compares: case and spaces. */
export function isCarrierKeyword(body: string): boolean {
  return CARRIER_KEYWORDS.includes(body.trim().toLowerCase());
}

/**
 * Whether the whole body is a word that stops everything, in any case, with or without accents,
 * punctuation, emoji, stretched letters (`Altooo!! 🛑`) or repetition (`stop stop`).
 */
export function isStopWord(body: string): boolean {
  return isOnly(body, STOP_WORDS);
}

/** Whether the whole body is START or UNSTOP, read as leniently as a stop word. */
export function isStartWord(body: string): boolean {
  return isOnly(body, START_WORDS);
}

/** Whether the whole body is HELP, INFO or AYUDA, read as leniently as a stop word. */
export function isHelpWord(body: string): boolean {
  return isOnly(body, HELP_WORDS);
}

/**
 * Whether the one confirmation of an opt-out is ours to send (design.md §6): not when Twilio has told us
 * the kind of keyword (`OptOutType`), nor when the whole body is one of Twilio's English keywords by SMS:
 * then Twilio has confirmed it, and blocks us.
 */
export function confirmationDueFor(optOut: {
  body: string;
  channel: Channel;
  optOutType: string | null | undefined;
}): boolean {
  if (optOut.optOutType) return false;
  return !(optOut.channel === 'sms' && isCarrierKeyword(optOut.body));
}

function squeezed(...list: string[]): ReadonlySet<string> {
  return new Set(list.map(squeeze));
}

function isOnly(body: string, known: ReadonlySet<string>): boolean {
  const said = saidIn(body);
  return said.length > 0 && (known.has(said.join(' ')) || said.every((word) => known.has(word)));
}

/** The text read last: of one message several things are asked. */
let last: { body: string; said: readonly string[] } = { body: '', said: [] };

/** The words and numbers of a text, squeezed. */
function saidIn(body: string): readonly string[] {
  if (body !== last.body) {
    const words = tokens(body).filter((word) => /[\p{L}\p{N}]/u.test(word));
    last = { body, said: words.map(squeeze) };
  }
  return last.said;
}
