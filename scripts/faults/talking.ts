import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatorControl, TwilioMessage } from '#emulator';
import type { Family } from './families.ts';
import { INVITATION } from './programme.ts';

/** Families at their phones, until they are told to stop. */
export type Talking = {
  /** Families who have read the invitation. */
  invited: () => number;
  /** The answer that somebody still waits for, or null. */
  unanswered: () => string | null;
  /** The invitation or answer that somebody still waits for, or null. */
  missing: () => string | null;
  stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 100;
/** How long somebody takes to answer, and how soon the hasty opt out; milliseconds. */
const THINKS = 600;
const HASTE = 2_000;

/**
 * Lets every family say her turns by the emulator: each once she has read the text before, the hasty ones their
 * first while the invitation is on its way. Texts before the emulator's message number `first` are not read.
 */
export function letFamiliesTalk(
  twilio: EmulatorControl,
  families: readonly Family[],
  first: number,
): Talking {
  const phones = new Map(families.map((family) => [family.phone, openPhone(twilio, family)]));
  let seen = first;
  let stopped = false;
  const look = async () => {
    const news = await twilio.messages(seen);
    seen += news.length;
    const ours = news.filter(({ direction }) => direction === 'outbound-api');
    for (const text of ours) phones.get(text.to)?.reads(text);
  };
  const looking = (async () => {
    while (!stopped) {
      await look();
      await wait(LOOK_EVERY_MS);
    }
  })();
  looking.catch(() => {});
  const all = [...phones.values()];
  return {
    invited: () => all.filter((phone) => phone.isInvited()).length,
    unanswered: () => firstOf(all.map((phone) => phone.unanswered())),
    missing: () => firstOf(all.map((phone) => phone.missing())),
    stop: async () => {
      stopped = true;
      await looking;
      await Promise.all(all.map((phone) => phone.saidAll()));
    },
  };
}

const firstOf = (missing: readonly (string | null)[]) =>
  missing.find((one) => one !== null) ?? null;

function openPhone(twilio: EmulatorControl, { phone, turns, hasty }: Family) {
  const said: Promise<unknown>[] = [];
  let invited = false;
  let answered = 0;
  const say = (withinMs: number) => {
    const turn = turns[said.length];
    if (!turn) return;
    const later = wait(Math.random() * withinMs);
    said.push(later.then(() => twilio.inbound({ from: phone, body: turn.says })));
  };
  if (hasty) say(HASTE);
  const unanswered = () =>
    answered < turns.length ? `"${turns[answered]?.says}" is not answered` : null;
  return {
    reads: ({ body }: TwilioMessage) => {
      const first = !invited && body.includes(INVITATION);
      invited ||= first;
      if (first && said.length === 0) say(THINKS);
      const turn = turns[answered];
      if (!turn || said.length <= answered || !body.includes(turn.reads)) return;
      answered += 1;
      if (said.length === answered) say(THINKS);
    },
    isInvited: () => invited,
    unanswered: () => (invited || hasty ? unanswered() : null),
    missing: () => (invited || hasty ? unanswered() : 'a family has no invitation'),
    saidAll: () => Promise.all(said),
  };
}
