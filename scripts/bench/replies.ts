import type { BenchProgram } from './ground.ts';

export type Replies = { next: (phone: string) => Promise<void>; came: (phone: string) => void };

/** Tells when Twilio has accepted the next text to a phone. */
export function repliesOf({ world }: BenchProgram): Replies {
  const waiting = new Map<string, () => void>();
  const { send } = world.channel;
  const came = (phone: string) => {
    waiting.get(phone)?.();
    waiting.delete(phone);
  };
  world.channel.send = async (text) => {
    const accepted = await send(text);
    came(text.phone);
    return accepted;
  };
  const next = (phone: string) =>
    new Promise<void>((resolve) => {
      waiting.set(phone, resolve);
    });
  return { next, came };
}
