import {
  type Channel,
  type Clock,
  type Contact,
  type Message,
  type MessageTemplate,
  type Programme,
  takesMms,
  takesSms,
} from '#domain';

type World = {
  canSend: (channel: Channel, unreachableFrom?: readonly string[]) => boolean;
  programme: () => Programme;
  clock: Clock;
};
type Text = Pick<Message, 'channel' | 'otherWay' | 'body' | 'template'>;

/**
 * How a text goes another way: as a template where `template` is given, else on the other channel; null where
 * it may not, or has gone another way before.
 */
export function otherWay(
  world: World,
  message: Text,
  contact: Contact,
  template: MessageTemplate | null = null,
): Partial<Message> | null {
  if (message.otherWay) return null;
  const anew = { buttons: null, otherWay: true, dueAt: world.clock.now() };
  if (message.channel === 'whatsapp') {
    if (template && !message.template) return { ...anew, template: { ...template, must: true } };
    return maySms(world, contact, message) ? { ...anew, channel: 'sms', template: null } : null;
  }
  return usesWhatsapp(world, contact) ? { ...anew, channel: 'whatsapp' } : null;
}

/** Whether a text may go to her by SMS: to a country we send to, not dead, from a sender that can. */
export function maySms(
  { canSend, programme }: Pick<World, 'canSend' | 'programme'>,
  { phone, numberDead, unreachableFrom, consent }: Contact,
  { body }: Pick<Message, 'body'>,
): boolean {
  if (numberDead || consent.carrierBlockedAt) return false;
  // A recording alone needs MMS.
  if (body === '' && !takesMms(phone)) return false;
  return takesSms(phone, programme().smsAbroad ?? []) && canSend('sms', unreachableFrom);
}

/** Whether WhatsApp is known to reach her: she has written there, and has not blocked us. */
function usesWhatsapp({ canSend }: Pick<World, 'canSend'>, contact: Contact): boolean {
  const { lastInbound, whatsappDead, consent } = contact;
  const reaches = lastInbound.whatsapp && !whatsappDead && !consent.whatsappBlockedAt;
  return Boolean(reaches) && canSend('whatsapp');
}
