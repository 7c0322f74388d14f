import type { ConsentState } from './consent.ts';

/** The way a text travels. */
export type Channel = 'sms' | 'whatsapp';

export const CHANNELS: readonly Channel[] = ['sms', 'whatsapp'];

/** A language folder's name under `locales/`, e.g. `es`, `en`, `hmn`. */
export type Language = string;

/** A member of staff's part in answering families: `order` says who is asked first, smallest first. */
export type Duty = { id: string; sites: string[]; order: number };

/** A person we may write to. The phone is E.164 and is hers alone: one phone, one contact. */
export type Contact = {
  _id: string;
  phone: string;
  name: string;
  /** Null until she has said or the programme has told us; texts then go in the programme's language. */
  language: Language | null;
  /** What she read before she named a language that we have no folder of: her texts stay in it. */
  reads?: Language | null;
  sites: string[];
  tags: string[];
  /** What flows have learnt of her, by name; none for contacts from before. */
  fields?: Record<string, string>;
  /** Set where this is the phone of a member of staff, who is no family. */
  staff?: Duty | null;
  consent: ConsentState;
  /** Error codes of the provider said that no text reaches this number. */
  numberDead: boolean;
  /** The same of WhatsApp alone; none for contacts from before. */
  whatsappDead?: boolean;
  /** Senders of ours from which no SMS reaches her (21612), by Twilio's name for them. */
  unreachableFrom?: string[];
  lastInbound: Partial<Record<Channel, Date>>;
  lastChannel: Channel;
  /** When she last wrote, the latest last: only as many times as tell whether it is a robot that writes. */
  wroteAt?: Date[];
  /** When the first text of ours went out; until then a text identifies us in full. */
  firstTextAt: Date | null;
  /** Counts turns; the first write of every turn's transaction, so that two turns at once conflict. */
  turn: number;
  createdAt: Date;
};
