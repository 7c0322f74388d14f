import { Queue } from 'bullmq';
import express from 'express';
import twilio from 'twilio';
import { freePort } from '#services';
import { serve } from '#web';
import { ACCOUNT, type BenchProgram, openGround } from './ground.ts';
import { inLanes, option, round } from './measure.ts';
import { poster } from './poster.ts';
import { phoneOf, seedFamilies } from './seed-families.ts';

const LANES = 32;
const WARM_UP = 200;
const FAMILIES = 500;

/**
 * Messages a second that the webhook takes, to its answer; beside a bare one that checks the signature, does
 * one insert and adds one job. `--messages` sets how many.
 */
export async function benchWebhook(args: readonly string[]): Promise<object> {
  const messages = option(args, 'messages', 5_000);
  const ground = await openGround();
  try {
    const program = await ground.program();
    await seedFamilies(program.world, FAMILIES, null);
    const bare = await bareWebhook(program);
    const ours = `${program.url}/webhooks/twilio/messages`;
    for (const url of [bare.url, ours]) await rateOf(url, WARM_UP);
    const barePerSecond = await rateOf(bare.url, messages);
    const perSecond = await rateOf(ours, messages);
    await bare.close();
    return {
      name: 'webhook',
      perSecond: round(perSecond),
      barePerSecond: round(barePerSecond),
      ratio: round(perSecond / barePerSecond),
    };
  } finally {
    await ground.close();
  }
}

async function bareWebhook({ world }: BenchProgram) {
  const { settings, store } = world;
  const url = `http://127.0.0.1:${await freePort()}/bare`;
  const { hostname, port } = new URL(settings.redisUrl);
  const queue = new Queue('bare', { connection: { host: hostname, port: Number(port) } });
  const inserted = store.connection.collection('bare');
  const app = express();
  app.post('/bare', express.urlencoded({ extended: false }), async (req, res) => {
    const signature = req.get('x-twilio-signature') ?? '';
    if (!twilio.validateRequest(ACCOUNT.authToken, signature, url, req.body)) {
      res.status(403).end();
      return;
    }
    await inserted.insertOne({ ...req.body, receivedAt: new Date() });
    await queue.add('bare', { from: req.body.From }, { removeOnComplete: true });
    res.type('text/xml').send('<Response/>');
  });
  const web = await serve(app, Number(new URL(url).port), '127.0.0.1');
  return {
    url,
    close: async () => {
      await web.close();
      await queue.close();
    },
  };
}

async function rateOf(url: string, count: number): Promise<number> {
  const post = poster(url);
  const begun = performance.now();
  await inLanes(count, LANES, (n) => post.text(phoneOf(n % FAMILIES), 'gracias'));
  const seconds = (performance.now() - begun) / 1000;
  post.close();
  return count / seconds;
}
