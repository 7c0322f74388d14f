import { senderOf } from '../api/check-create.ts';
import { isOver, type TwilioMessage } from '../store/message.ts';
import { type CarrierParts, createDelivery } from './delivery.ts';
import { createQueues } from './queues.ts';
import { createTimers } from './timers.ts';

export type Carrier = {
  /** Takes a stored message on its way, from whatever state it is in. */
  carry: (message: TwilioMessage) => void;
  isQueueFull: (sender: string) => boolean;
  /** Takes up every message that was on its way when the emulator stopped. */
  resume: () => void;
  stop: () => void;
};

/** Makes the way from an accepted message to the phone: service, sender's queue, delivery. */
export function createCarrier(parts: CarrierParts): Carrier {
  const { settings, clock, store, callbacks } = parts;
  const timers = createTimers();
  const delivery = createDelivery({ ...parts, timers });
  const queues = createQueues(settings.segmentsPerSecond, {
    turn: delivery.send,
    expired: (sid) => delivery.fail(sid, 'undelivered', 30036),
  });
  /** What a Messaging Service does with a message: chooses the sender, queues it there, and says so. */
  const assign = (sid: string) => {
    const message = store.messages.get(sid);
    if (!message || isOver(message.status)) return;
    const from = senderOf({ From: message.from ?? '', To: message.to }, settings);
    if (queues.isFull(from)) return delivery.fail(sid, 'failed', 30001);
    const dateUpdated = clock.real().toISOString();
    const queued = store.change(sid, { from, status: 'queued', dateUpdated });
    callbacks.tell(queued, 'queued');
    queues.push(queued);
  };
  const carry = (message: TwilioMessage) => {
    const { sid, status, sendAt } = message;
    if (status === 'scheduled') {
      timers.after(Date.parse(sendAt!) - clock.real().getTime(), () => assign(sid));
    } else if (status === 'accepted') timers.after(settings.latency.accept, () => assign(sid));
    else if (status === 'queued') queues.push(message);
    else delivery.resume(message);
  };
  const resume = () => {
    for (const message of store.messages.values()) if (!isOver(message.status)) carry(message);
  };
  const stop = () => {
    timers.stop();
    queues.stop();
  };
  return { carry, isQueueFull: queues.isFull, resume, stop };
}
