import { Queue, Worker } from 'bullmq';
import express from 'express';
import twilio from 'twilio';
import { freePort } from '#services';
import { serve } from '#web';
import { ACCOUNT, type BenchProgram } from './ground.ts';
import { phoneOf } from './seed-families.ts';

/** As many jobs at once as the program's own workers take: sixteen of turns, sixteen of replies. */
const JOBS_AT_ONCE = 32;
const BODY = 'Gracias. Cuantas personas vienen, contando con usted?';

export type BareTurns = { url: string; close: () => Promise<void> };

/**
 * Only what a turn cannot do without: the signature is checked, one insert and one update are made (by the
 * program's own connection, so with its write concern), one job is added, and it makes one call by the SDK;
 * `accepted` is told of each call that Twilio took.
 */
export async function openBareTurns(
  { world }: BenchProgram,
  families: number,
  accepted: (phone: string) => void,
): Promise<BareTurns> {
  const { settings, store } = world;
  const url = `http://127.0.0.1:${await freePort()}/bare`;
  const { hostname, port } = new URL(settings.redisUrl);
  const connection = { host: hostname, port: Number(port) };
  const queue = new Queue('bare-turns', { connection });
  const { connection: database } = store;
  const [inserted, updated] = [database.collection('bare_in'), database.collection('bare_state')];
  const phones = Array.from({ length: families }, (_, n) => ({ phone: phoneOf(n), turns: 0 }));
  await updated.createIndex({ phone: 1 }, { unique: true });
  await updated.insertMany(phones);
  const app = express();
  app.post('/bare', express.urlencoded({ extended: false }), async (req, res) => {
    const signature = req.get('x-twilio-signature') ?? '';
    if (!twilio.validateRequest(ACCOUNT.authToken, signature, url, req.body)) {
      res.status(403).end();
      return;
    }
    const { From: phone } = req.body as { From: string };
    await inserted.insertOne({ ...req.body, receivedAt: new Date() });
    await updated.updateOne({ phone }, { $inc: { turns: 1 } });
    await queue.add('turn', { phone }, { removeOnComplete: true });
    res.type('text/xml').send('<Response/>');
  });
  const web = await serve(app, Number(new URL(url).port), '127.0.0.1');
  const client = twilio(ACCOUNT.accountSid, ACCOUNT.authToken, { keepAlive: true, maxSockets: 50 });
  client.api.baseUrl = settings.twilio.apiUrl ?? '';
  const worker = new Worker(
    'bare-turns',
    async ({ data: { phone } }: { data: { phone: string } }) => {
      const { messagingServiceSid } = ACCOUNT;
      await client.messages.create({ messagingServiceSid, to: phone, body: BODY });
      accepted(phone);
    },
    { connection, concurrency: JOBS_AT_ONCE },
  );
  return {
    url,
    close: async () => {
      await web.close();
      await worker.close();
      await queue.close();
    },
  };
}
