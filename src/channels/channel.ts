import type { Button, Channel, ProviderStatus } from '#domain';

/** One text to be sent. `messageId` is ours: receipts bring it back. */
export type Outgoing = {
  messageId: string;
  channel: Channel;
  phone: string;
  body: string;
  /** A file to go with it, as a path below our public address, or a whole https address. */
  media: string | null;
  /** Buttons below it; of a number for which `canOfferButtons`. */
  buttons: Button[] | null;
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
  canSend: (channel: Channel) => boolean;
  /** Whether a WhatsApp text may have so many buttons. */
  canOfferButtons: (count: number) => boolean;
  send: (text: Outgoing) => Promise<Accepted>;
  /** Our texts to one phone that the provider made since `since`, newest first. */
  listSent: (channel: Channel, phone: string, since: Date) => Promise<Listed[]>;
  /** What came to our numbers since `since`, newest first. */
  listReceived: (since: Date) => Promise<Listed[]>;
};
