import type { Button, Channel, MessageTemplate, ProviderStatus } from '#domain';

/** One text to be sent. `messageId` is ours: receipts bring it back. */
export type Outgoing = {
  messageId: string;
  channel: Channel;
  phone: string;
  body: string;
  /** What goes with it: a path below our public address, or whole https addresses, ten at most. */
  media: string | readonly string[] | null;
  /** Buttons below it; of a number for which `canOfferButtons`. */
  buttons: Button[] | null;
  /** The approved template that says it, on WhatsApp outside the 24 hours. */
  template: MessageTemplate | null;
  /** Seconds after which the provider is to give up. */
  validForSeconds: number;
};

/** The provider took it. */
export type Accepted = { providerId: string; status: ProviderStatus };

/** A message as the provider lists it. */
export type Listed = {
  providerId: string;
  channel: Channel;
  /** The other side's number, E.164; null where it is not a phone. */
  phone: string | null;
  to: string;
  body: string;
  mediaCount: number;
  createdAt: Date;
  status: string;
};

/**
 * What a provider of texts must do for us. `send` throws ChannelError; the look-ups throw it too, and are
 * then tried again later.
 */
export type MessageChannel = {
  /** Whether there is a sender for the channel, other than those that are said not to reach her. */
  canSend: (channel: Channel, unreachableFrom?: readonly string[]) => boolean;
  /** The provider's name for who texts of a channel are from; null where there is none. */
  senderOf: (channel: Channel) => string | null;
  /** Whether a WhatsApp text may have so many buttons. */
  canOfferButtons: (count: number) => boolean;
  send: (text: Outgoing) => Promise<Accepted>;
  /** Our texts to one phone that the provider made since `since`, newest first. */
  listSent: (channel: Channel, phone: string, since: Date) => Promise<Listed[]>;
  /** What came to our numbers since `since`, newest first. */
  listReceived: (since: Date) => Promise<Listed[]>;
};
