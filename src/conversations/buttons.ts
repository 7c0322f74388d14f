import { buttonTitles } from '#content';
import type { Button } from '#domain';
import { optionLabels } from '#engine';
import type { Inbound } from '#storage';
import { wordsOfOptions } from './list-options.ts';
import type { ConversationWorld, Stored, Turn } from './turn.ts';

/**
 * The buttons of the question that a conversation has just asked: by WhatsApp, in answer to what she wrote
 * (its 24 hours), for two or three options with words short enough, where Twilio has the Content that shows
 * them. Null else: the options are then numbered, as on SMS.
 */
export async function buttonsFor(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
): Promise<Button[] | null> {
  if (turn.inbound?.channel !== 'whatsapp') return null;
  const { state } = stored;
  const now = world.content();
  const content = state.version === now.version ? now : await world.contentOf(state.version);
  const labels = content ? optionLabels(content.flow(stored.flow), state) : [];
  if (!world.canOfferButtons(labels.length)) return null;
  const words = await wordsOfOptions(world, turn, stored, labels, { optional: true });
  const titles = words.every((word) => word !== null) ? buttonTitles(words) : null;
  if (!titles) return null;
  return titles.map((title, i) => ({ title, id: `${stored._id}.${state.at}.${i + 1}` }));
}

/** What a tapped button of ours stands for. */
type Tapped = { conversation: string; at: string; option: string };

/** The question and the option that a button's payload names; null where the button is none of ours. */
export function tappedButton({ button }: Pick<Inbound, 'button'>): Tapped | null {
  const parts = /^([0-9a-f]{24})\.(.+)\.(\d)$/.exec(button ?? '');
  return parts ? { conversation: parts[1]!, at: parts[2]!, option: parts[3]! } : null;
}

/**
 * What she says, as it is to be understood: a button of the open question is the number of its option, any
 * other button the words on it, unless it bears an option's name or number by itself.
 */
export function wordsOfReply(
  inbound: Pick<Inbound, 'body' | 'button'>,
  question: Stored | null,
): string {
  const { body, button } = inbound;
  if (button === null) return body;
  const tapped = tappedButton(inbound);
  if (tapped) {
    const isOpen = question?._id === tapped.conversation && question.state.at === tapped.at;
    return isOpen ? tapped.option : body;
  }
  const waits = question?.state.waits;
  const options = waits?.for === 'reply' ? waits.options : [];
  const named = options.indexOf(button);
  if (named >= 0) return String(named + 1);
  return /^\d$/.test(button) || body.trim() === '' ? button : body;
}
