import { SECOND } from '#domain';
import type { Setting, Store } from '#storage';
import { GROUP } from './compose.ts';
import type { ThisMonth } from './monthly-limit.ts';

/**
 * How much Twilio still has to send for us at the sender's rate, and what it was given this month. Twilio
 * queues what comes faster; kept under a minute, nothing that we sent in time is delivered at night.
 */
export type Pace = {
  /** Segments are handed to Twilio; fewer than none gives back what was not. */
  spend: (segments: number) => Promise<void>;
  /** As `spend`, for a single text that has gone: those of a moment are counted together, and nobody waits. */
  note: (segments: number) => void;
  /** So many texts are about to go, of a segment at least: they count as before Twilio until the given end. */
  expect: (texts: number) => () => void;
  /** Milliseconds of sending that Twilio still has before it, or is about to get. */
  backlog: () => Promise<number>;
  /** How many texts make a group: a second of the rate, but one at least. */
  perSecond: number;
  /** As it was known when the backlog was last asked for or spent: a second ago at most, while sending. */
  thisMonth: () => ThisMonth;
  /** Staff were told that the month is so full, in percent. */
  noteWarned: (month: string, percent: number) => Promise<void>;
  /** Counts what was noted and is not counted yet. */
  settle: () => Promise<void>;
};

const MOST_AHEAD = 45 * SECOND;
const KEY = 'pace';
const NOTED_MS = 200;
/** Whoever spends learns what all have spent; for so long that is not asked again. */
const KNOWN_FOR_MS = SECOND;

/**
 * The pace of one sender at `segmentsPerSecond`, shared by all workers, by the database's clock; `monthNow`
 * names the month that counts. Both are one document, so that counting costs no command of its own.
 */
export function openPace(
  store: Pick<Store, 'settings'>,
  segmentsPerSecond: number,
  monthNow: () => string,
): Pace {
  let known = { ahead: 0, at: Number.NEGATIVE_INFINITY };
  let month: ThisMonth = { month: '', segments: 0, warned: 0 };
  const spend = async (segments: number) => {
    const ms = Math.ceil((segments / segmentsPerSecond) * SECOND);
    const at = { $add: [{ $max: ['$at', '$$NOW'] }, ms] };
    const name = monthNow();
    // What is given back may have been spent last month.
    const count = { $max: [0, { $add: [{ $ifNull: [`$months.${name}`, 0] }, segments] }] };
    const spent = await store.settings
      .findOneAndUpdate(
        { _id: KEY },
        [{ $set: { at, value: '$$NOW', [`months.${name}`]: count } }],
        { upsert: true, updatePipeline: true, returnDocument: 'after' },
      )
      .lean<Setting>();
    if (!spent) return;
    known = { ahead: Number(spent.at) - Number(spent.value), at: performance.now() };
    month = thisMonthOf(name, spent.months?.[name], spent.warned?.[name]);
  };
  let noted = 0;
  let timer: NodeJS.Timeout | undefined;
  const spendNoted = async () => {
    clearTimeout(timer);
    timer = undefined;
    const segments = noted;
    noted = 0;
    // With MongoDB away it counts with the next that is noted: no text waits for it.
    const again = () => {
      noted += segments;
    };
    if (segments > 0) await spend(segments).catch(again);
  };
  const note = (segments: number) => {
    noted += segments;
    timer ??= setTimeout(spendNoted, NOTED_MS).unref();
  };
  let expected = 0;
  const expect = (texts: number) => {
    expected += texts;
    return () => {
      expected -= texts;
    };
  };
  const withExpected = (ahead: number) =>
    Math.max(0, ahead) + (expected / segmentsPerSecond) * SECOND;
  return {
    spend,
    note,
    expect,
    backlog: async () => {
      const age = performance.now() - known.at;
      if (age < KNOWN_FOR_MS) return withExpected(known.ahead - age);
      const name = monthNow();
      const ahead = { $subtract: ['$at', '$$NOW'] };
      const [found] = await store.settings.aggregate<Found>([
        { $match: { _id: KEY } },
        { $project: { ahead, segments: `$months.${name}`, warned: `$warned.${name}` } },
      ]);
      month = thisMonthOf(name, found?.segments, found?.warned);
      return withExpected(found?.ahead ?? 0);
    },
    perSecond: Math.max(1, Math.min(GROUP, Math.floor(segmentsPerSecond))),
    thisMonth: () => (month.month === monthNow() ? month : thisMonthOf(monthNow())),
    noteWarned: async (name, percent) => {
      await store.settings.updateOne({ _id: KEY }, { $max: { [`warned.${name}`]: percent } });
      if (month.month === name) month = { ...month, warned: Math.max(month.warned, percent) };
    },
    settle: spendNoted,
  };
}

type Found = { ahead: number; segments?: number; warned?: number };

function thisMonthOf(month: string, segments = 0, warned = 0): ThisMonth {
  return { month, segments, warned };
}

/** Segments handed to Twilio by month, for who does not send. */
export async function monthsSpent(
  store: Pick<Store, 'settings'>,
): Promise<Readonly<Record<string, number>>> {
  const found = await store.settings.findById(KEY).lean<Setting>();
  return found?.months ?? {};
}

/** Milliseconds that bulk must wait before its next text; 0 when it may go. */
export async function waitForPace({ pace }: { pace: Pace }): Promise<number> {
  const ahead = await pace.backlog();
  return ahead > MOST_AHEAD ? ahead - MOST_AHEAD + SECOND / 2 : 0;
}
