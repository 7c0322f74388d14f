import { actionOfError, type ErrorAction } from '#channels';
import {
  CHANNELS,
  type Contact,
  HOUR,
  instantOf,
  localTime,
  type Message,
  MINUTE,
  type WithheldReason,
} from '#domain';
import { honourCarrierStop, honourWhatsappStop } from './carrier-stop.ts';
import type { DeliverWorld } from './deliver-world.ts';
import { templateOf } from './fill-template.ts';
import { templateFor } from './gather-facts.ts';
import type { HoldReason } from './holds.ts';
import { otherWay } from './other-way.ts';
import type { Again } from './send-again.ts';
import { tellStaff } from './tell-staff.ts';

export type ErrorWorld = Pick<
  DeliverWorld,
  'store' | 'clock' | 'log' | 'holds' | 'channel' | 'canSend' | 'programme' | 'sites' | 'content'
>;

/** What is done about an error; gives how the text goes again, or null where it does not. */
type Act = (world: ErrorWorld, message: Message, code: string) => Promise<Again | null>;

/** How often a text is made anew for what passes by itself. */
const MOST_RESENDS = 6;
/** Carriers count a day by the clock of Los Angeles (twilio.com/docs/api/errors/30023). */
const CARRIERS_ZONE = 'America/Los_Angeles';
/** These are of the account, so of all its senders. */
const ACCOUNT = ['20003', '30002'];
/** So many texts in a row to a handset that was not there: it is not switched off, it is gone. */
const UNREACHABLE = { code: '30003', inARow: 3 };

/**
 * Does what an error asks, about the person, her number, the sender or the text, whether it came at once or in
 * a receipt. May be done twice for one error. What is to be retried in a moment is not for here.
 */
export function actOnError(
  world: ErrorWorld,
  message: Message,
  code: string,
): Promise<Again | null> {
  return ACTS[actionOfError(code)](world, message, code);
}

const over: Act = async () => null;

const ACTS: Record<ErrorAction, Act> = {
  suppress: async (world, message, code) => {
    await honourCarrierStop(world, message, code);
    return null;
  },
  suppress_whatsapp: async (world, message, code) => {
    await honourWhatsappStop(world, message, code);
    return null;
  },
  number_dead: (world, message) => unreachable(world, message, { numberDead: true }),
  whatsapp_dead: (world, message) => unreachable(world, message, { whatsappDead: true }),
  pair_dead: (world, message) => {
    const from = world.channel.senderOf(message.channel);
    return unreachable(world, message, from ? { unreachableFrom: [from] } : {});
  },
  retry: async (world, { resends = 0 }) => {
    if (resends >= MOST_RESENDS) return null;
    return later(world, resends, MINUTE * 2 ** resends);
  },
  queue_full: async (world, message) => {
    const again = later(world, message.resends, 5 * MINUTE);
    return rest(world, message, again, 'queue_full');
  },
  retry_once: retryOnce,
  // By the clock of another zone than hers it is night; the gate holds it until her next opening.
  next_hours: async (world, { resends }) => later(world, resends, 12 * HOUR),
  day_reset: async (world, message) => {
    const { day } = localTime(world.clock.now(), CARRIERS_ZONE);
    const dueAt = instantOf(day, 1, 0, CARRIERS_ZONE);
    return rest(world, message, { dueAt }, 'day_limit');
  },
  // A receipt says that it was taken; what a create's answer leaves open is looked up.
  unknown_outcome: over,
  template: async (world, message) => {
    const contact = await world.store.contacts.findById(message.contact).lean<Contact>();
    if (!contact) return null;
    const template = await templateFor(world, message, contact);
    return goAs(world, otherWay(world, message, contact, template));
  },
  other_channel: (world, message) => byOtherWay(world, message),
  template_dead: async (world, message, code) => {
    await tellStaff(world, message, code);
    await stopTemplate(world, message, code);
    return byOtherWay(world, message);
  },
  without_media: async (world, message) => {
    if (!message.media || message.body === '') return null;
    return { dueAt: world.clock.now(), media: null };
  },
  stop_sender: async (world, message, code) => {
    await tellStaff(world, message, code);
    const others = ACCOUNT.includes(code) ? CHANNELS : [];
    for (const channel of others) await world.holds.stop(channel);
    return { dueAt: await world.holds.stop(message.channel), reason: 'sender_stopped' };
  },
  tell_operator: async (world, message, code) => {
    await tellStaff(world, message, code);
    return null;
  },
  drop: over,
  refused: over,
};

function later({ clock }: Pick<ErrorWorld, 'clock'>, resends = 0, ms: number): Again {
  return { dueAt: new Date(clock.now().getTime() + ms), resends: resends + 1 };
}

/** The sender rests, so that the texts behind this one are not spent on the same answer. */
async function rest(
  world: ErrorWorld,
  message: Message,
  again: Again,
  reason: HoldReason & WithheldReason,
): Promise<Again> {
  await world.holds.rest(message.channel, again.dueAt, reason);
  return { ...again, reason };
}

/** Notes what cannot reach her; the text goes by another channel, if one can. */
async function unreachable(
  world: ErrorWorld,
  message: Message,
  known: Partial<Contact>,
): Promise<Again | null> {
  await world.store.contacts.updateOne({ _id: message.contact }, { $set: known });
  return byOtherWay(world, message);
}

async function byOtherWay(world: ErrorWorld, message: Message): Promise<Again | null> {
  const contact = await world.store.contacts.findById(message.contact).lean<Contact>();
  return contact && goAs(world, otherWay(world, message, contact));
}

function goAs({ clock }: Pick<ErrorWorld, 'clock'>, way: Partial<Message> | null): Again | null {
  return way && { dueAt: clock.now(), ...way };
}

/** No other text is given to a template that is paused, gone or wrong, until it is loaded anew. */
async function stopTemplate(
  { store, programme }: ErrorWorld,
  message: Message,
  code: string,
): Promise<void> {
  if (message.template?.contentSid !== templateOf(programme(), message)?.contentSid) return;
  const which = `templates.${message.stage}.${message.language}`;
  await store.programmes.updateOne(
    { _id: 'programme', [which]: { $exists: true } },
    { $set: { [`${which}.stopped`]: code } },
  );
}

async function retryOnce(world: ErrorWorld, message: Message, code: string): Promise<Again | null> {
  const again = message.resends ? null : later(world, 0, HOUR);
  if (code !== UNREACHABLE.code || !(await isGone(world, message))) return again;
  return unreachable(world, message, { numberDead: true });
}

/** Whether the texts before this one, too, met a handset that was not there. */
async function isGone({ store }: ErrorWorld, { _id, contact, channel }: Message): Promise<boolean> {
  const before = await store.messages
    .find({ contact, channel, _id: { $ne: _id }, providerStatus: { $ne: null } }, { errorCode: 1 })
    .sort({ createdAt: -1 })
    .limit(UNREACHABLE.inARow - 1)
    .lean<Pick<Message, '_id' | 'errorCode'>[]>();
  const same = before.filter(({ errorCode }) => errorCode === UNREACHABLE.code);
  return same.length === UNREACHABLE.inARow - 1;
}
