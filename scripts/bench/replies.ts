import type { BenchProgram } from './ground.ts';

export type Replies = { next: (phone: string) => Promise<void>; came: (phone: string) => void };

/** Tells when Twilio has accepted the next text to a phone, one for each that waits for one. */
export function repliesOf({ world }: BenchProgram): Replies {
  const waiting = new Map<string, (() => void)[]>();
  const { send } = world.channel;
  const came = (phone: string) => {
    waiting.get(phone)?.shift()?.();
  };
  world.channel.send = async (text) => {
    const accepted = await send(text);
    came(text.phone);
    return accepted;
  };
  const next = (phone: string) =>
    new Promise<void>((resolve) => {
      const before = waiting.get(phone);
      if (before) before.push(resolve);
      else waiting.set(phone, [resolve]);
    });
  return { next, came };
}
