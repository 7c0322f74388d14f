import { isWhatsApp, type TwilioMessage } from '../store/message.ts';
import { createSenderQueue, type SenderQueue } from './sender-queue.ts';

export type Queues = {
  /** Puts a message with a sender into that sender's queue. */
  push: (message: TwilioMessage) => void;
  /** Whether a sender's queue holds all it may: 10 hours of segments, 4 hours for WhatsApp. */
  isFull: (sender: string) => boolean;
  stop: () => void;
};

const SMS_QUEUE_SECONDS = 36_000;
const WHATSAPP_QUEUE_SECONDS = 14_400;
/** WhatsApp carries this many messages a second, whatever the SMS sender's rate (Twilio help: rate limits). */
const WHATSAPP_PER_SECOND = 80;

/** A queue for each sender, made when it is first needed. */
export function createQueues(
  segmentsPerSecond: number,
  on: { turn: (sid: string) => void; expired: (sid: string) => void },
): Queues {
  const queues = new Map<string, SenderQueue>();
  const rateOf = (sender: string) =>
    segmentsPerSecond && isWhatsApp(sender) ? WHATSAPP_PER_SECOND : segmentsPerSecond;
  const queueOf = (sender: string) => {
    const queue = queues.get(sender) ?? createSenderQueue(rateOf(sender), on);
    queues.set(sender, queue);
    return queue;
  };
  return {
    push: ({ sid, from, segments, sendAt, dateCreated, validityPeriod }) => {
      const expiresAt = Date.parse(sendAt ?? dateCreated) + validityPeriod * 1000;
      queueOf(from!).push({ sid, segments, expiresAt });
    },
    isFull: (sender) => {
      const seconds = isWhatsApp(sender) ? WHATSAPP_QUEUE_SECONDS : SMS_QUEUE_SECONDS;
      const rate = rateOf(sender);
      return rate > 0 && queueOf(sender).length() >= rate * seconds;
    },
    stop: () => {
      for (const queue of queues.values()) queue.stop();
    },
  };
}
