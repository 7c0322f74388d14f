import { type Clock, DAY } from '#domain';
import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp, type TwilioMessage } from '../store/message.ts';
import type { Store } from '../store/store.ts';
import type { Callbacks } from './callbacks.ts';
import type { Timers } from './timers.ts';

/** What the way of a message needs. */
export type CarrierParts = {
  settings: EmulatorSettings;
  clock: Clock;
  store: Store;
  callbacks: Callbacks;
};

export type Delivery = {
  /** The message's turn has come: sends it, unless something now forbids that. */
  send: (sid: string) => void;
  fail: (sid: string, status: 'failed' | 'undelivered', errorCode: number) => void;
  /** Takes up a message that was sending or sent when the emulator stopped. */
  resume: (message: TwilioMessage) => void;
};

const SMS_PRICE = 0.0083;
const WHATSAPP_PRICE = 0.005;

/** The last part of a message's way: sending, sent, delivered, and read on WhatsApp. */
export function createDelivery(parts: CarrierParts & { timers: Timers }): Delivery {
  const { settings, clock, store, callbacks, timers } = parts;
  const step = (sid: string, change: Partial<TwilioMessage>) =>
    store.change(sid, { ...change, dateUpdated: clock.real().toISOString() });
  const tell = (message: TwilioMessage) => callbacks.tell(message, message.status);
  const fail: Delivery['fail'] = (sid, status, errorCode) => {
    if (store.messages.has(sid)) tell(step(sid, { status, errorCode }));
  };
  const read = (sid: string) => {
    if (store.messages.has(sid)) tell(step(sid, { status: 'read' }));
  };
  const deliver = (sid: string) => {
    const message = store.messages.get(sid);
    if (!message) return;
    const code = deliveryProblem(message, parts);
    if (code) return fail(sid, 'undelivered', code);
    tell(step(sid, { status: 'delivered', deliveredAtClock: clock.now().toISOString() }));
    if (isWhatsApp(message.to)) timers.after(settings.latency.read, () => read(sid));
  };
  const leave = (sid: string) => {
    const message = store.messages.get(sid);
    if (!message) return;
    const fault = message.faults?.delivery;
    if (fault?.status === 'failed') return fail(sid, 'failed', fault.errorCode);
    const dateSent = clock.real().toISOString();
    tell(step(sid, { status: 'sent', dateSent, sentAtClock: clock.now().toISOString() }));
    timers.after(settings.latency.deliver, () => deliver(sid));
  };
  const send = (sid: string) => {
    const message = store.messages.get(sid);
    if (!message) return;
    if (isBlocked(message, store)) return fail(sid, 'failed', 21610);
    step(sid, { status: 'sending' });
    timers.after(settings.latency.send, () => leave(sid));
  };
  const resume = ({ sid, status }: TwilioMessage) =>
    status === 'sent' ? deliver(sid) : leave(sid);
  return { fail, send, resume };
}

/** Whether the family has opted out meanwhile; Twilio's own answer to that still goes. */
function isBlocked({ automatic, from, to }: TwilioMessage, store: Store): boolean {
  return !automatic && store.isOptedOut(from!, to);
}

/** The price of an outgoing message in dollars, as Twilio writes it: negative, five decimals. */
export function priceOf(message: TwilioMessage): string {
  const price = isWhatsApp(message.to) ? WHATSAPP_PRICE : SMS_PRICE * message.segments;
  return (-price).toFixed(5);
}

function deliveryProblem(message: TwilioMessage, { store, clock }: CarrierParts): number | null {
  if (message.faults?.delivery) return message.faults.delivery.errorCode;
  if (message.templateError) return message.templateError;
  const free = isWhatsApp(message.to) && !message.template;
  return free && !wroteWithin24Hours(message.to, store, clock.now()) ? 63016 : null;
}

/** Whether the family's last WhatsApp message is less than 24 hours old, by the moved clock. */
function wroteWithin24Hours(address: string, store: CarrierParts['store'], now: Date): boolean {
  const last = store.lastInboundAt(address);
  return last !== null && now.getTime() - Date.parse(last) < DAY;
}
