import { startWorkers } from '#worker';
import { openBareTurns } from './bare-turns.ts';
import { commandsOfTurns } from './commands-of-turns.ts';
import { type Ground, openGround } from './ground.ts';
import { inLanes, option, percentile, round } from './measure.ts';
import { poster } from './poster.ts';
import { type Replies, repliesOf } from './replies.ts';
import { phoneOf, seedFamilies } from './seed-families.ts';
import { inviteFamilies, untilInvited } from './talking-families.ts';
import { end, latencies, TURNS_PER_SECOND, WAVES } from './turns-at-rate.ts';
import { turnsUnderBroadcast } from './under-broadcast.ts';

/** Families in the middle of a turn at once. */
const AT_ONCE = 32;
const WARM_UP = 100;

/**
 * Whole turns, from the webhook to the reply that Twilio has accepted, beside a bare endpoint; how long one
 * takes at fifty a second, and while a broadcast runs. `--turns`, `--seconds` and `--broadcast` set the sizes
 * for a shorter run.
 */
export async function benchTurns(args: readonly string[]): Promise<object> {
  const turns = option(args, 'turns', 4_000);
  const seconds = option(args, 'seconds', 30);
  const broadcast = option(args, 'broadcast', 20_000);
  const ground = await openGround();
  try {
    const rates = await throughput(ground, Math.ceil(turns / WAVES.length));
    console.log(`${turns} turns: ${round(rates.ours)} a second; bare ones ${round(rates.bare)}`);
    const alone = await latencies(ground, seconds * TURNS_PER_SECOND);
    console.log(
      `${alone.length} turns at ${TURNS_PER_SECOND} a second: half within ${round(percentile(alone, 50))} ms`,
    );
    const besides = await turnsUnderBroadcast(ground, broadcast);
    return {
      name: 'turns',
      perSecond: round(rates.ours),
      barePerSecond: round(rates.bare),
      ratio: round(rates.ours / rates.bare),
      p95ms: round(percentile(alone, 95)),
      p95msUnderBroadcast: round(percentile(besides, 95)),
      ...(await commandsOfTurns(ground)),
    };
  } finally {
    await ground.close();
  }
}

/** Turns a second of both, wave by wave in turn, so that a busy machine is busy for both. */
async function throughput(ground: Ground, families: number) {
  const program = await ground.program();
  const replies = repliesOf(program);
  const warm = WARM_UP + families;
  await seedFamilies(program.world, warm, null);
  const bare = await openBareTurns(program, warm, replies.came);
  const ours = `${program.url}/webhooks/twilio/messages`;
  const workers = startWorkers(program.world);
  await inviteFamilies(program.world, { from: 0, count: warm });
  await untilInvited(program.world, warm);
  // What is measured ends with the reply; receipts have their part in the broadcast's figures.
  await ground.twilio.faults([{ kind: 'callback_lost' }]);
  const seconds = { bare: 0, ours: 0 };
  for (const body of WAVES) {
    for (const [which, url] of [
      ['bare', bare.url],
      ['ours', ours],
    ] as const) {
      await rateOf(url, { body, from: 0, count: WARM_UP }, replies);
      seconds[which] += await rateOf(url, { body, from: WARM_UP, count: families }, replies);
    }
  }
  await ground.twilio.clearFaults();
  await bare.close();
  await end(program, workers);
  const turns = WAVES.length * families;
  return { bare: turns / seconds.bare, ours: turns / seconds.ours };
}

type Wave = { body: string; from: number; count: number };

/** Seconds until each of these families has texted and read a reply. */
async function rateOf(url: string, wave: Wave, replies: Replies): Promise<number> {
  const post = poster(url);
  const begun = performance.now();
  await inLanes(wave.count, AT_ONCE, async (n) => {
    const phone = phoneOf(wave.from + n);
    const reply = replies.next(phone);
    await post.text(phone, wave.body);
    await reply;
  });
  post.close();
  return (performance.now() - begun) / 1000;
}
