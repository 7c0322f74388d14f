import { type Contact, type Message, takesSms } from '#domain';
import type { DeliverWorld } from './deliver-world.ts';

type World = Pick<DeliverWorld, 'canSend' | 'programme' | 'clock'>;

/** How a text goes on another channel; null where it may not, or has gone another way before. */
export function otherWay(
  world: World,
  message: Pick<Message, 'channel' | 'otherWay'>,
  contact: Contact,
): Partial<Message> | null {
  if (message.otherWay) return null;
  const other = message.channel === 'sms' ? 'whatsapp' : 'sms';
  const may = other === 'sms' ? maySms(world, contact) : usesWhatsapp(world, contact);
  if (!may) return null;
  return { channel: other, buttons: null, otherWay: true, dueAt: world.clock.now() };
}

/** Whether SMS reaches her: a number of a country we send to, not dead, of a sender that can. */
export function maySms(
  { canSend, programme }: Pick<World, 'canSend' | 'programme'>,
  { phone, numberDead, unreachableFrom, consent }: Contact,
): boolean {
  const abroad = programme().smsAbroad ?? [];
  if (numberDead || consent.carrierBlockedAt) return false;
  return takesSms(phone, abroad) && canSend('sms', unreachableFrom);
}

/** Whether WhatsApp is known to reach her: she has written there, and has not blocked us. */
function usesWhatsapp({ canSend }: Pick<World, 'canSend'>, contact: Contact): boolean {
  const { lastInbound, whatsappDead, consent } = contact;
  const reaches = lastInbound.whatsapp && !whatsappDead && !consent.whatsappBlockedAt;
  return Boolean(reaches) && canSend('whatsapp');
}
