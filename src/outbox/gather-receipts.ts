import { type Arrived, type ReceiptWorld, recordReceipts } from './receipts.ts';

/**
 * How long the first receipt of a group waits for others, and how many make a full group. Twilio waits fifteen
 * seconds for an answer; nobody else waits for a receipt.
 */
const WINDOW_MS = 250;
const MOST = 50;

type Waiting = Arrived & { done: () => void; failed: (error: unknown) => void };

/**
 * Takes receipts one by one and stores them in groups: a call settles once the group of its receipt is
 * stored, so that a webhook is answered only then. A group that cannot be stored fails for all in it.
 */
export function gatherReceipts(world: ReceiptWorld): (arrived: Arrived) => Promise<void> {
  let group: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const store = () => {
    clearTimeout(timer);
    const stored = group;
    group = [];
    recordReceipts(world, stored).then(
      () => stored.forEach(({ done }) => void done()),
      (error: unknown) => stored.forEach(({ failed }) => void failed(error)),
    );
  };
  return (arrived) =>
    new Promise<void>((done, failed) => {
      group.push({ ...arrived, done, failed });
      if (group.length === 1) timer = setTimeout(store, WINDOW_MS);
      if (group.length === MOST) store();
    });
}
