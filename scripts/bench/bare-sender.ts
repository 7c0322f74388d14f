import { Agent, request } from 'node:http';
import express from 'express';
import twilio from 'twilio';
import { freePort } from '#services';
import { serve } from '#web';
import { ACCOUNT, type Ground } from './ground.ts';
import { inLanes, untilSo } from './measure.ts';
import { phoneOf } from './seed-families.ts';

const BODY = 'Parent College: le esperamos el sabado 5 de dic, 10:00 a. m., Primaria Bench.';
const CALLBACKS = 3;

/** As many calls at once as the program makes: four groups of ten. */
export const SEND_LANES = 40;

/**
 * Only what cannot be avoided: one SDK call a text, and callbacks answered after the check of their
 * signature. Nothing is stored. Gives texts a second, to the last of three callbacks each.
 */
export async function bareSends(ground: Ground, count: number): Promise<number> {
  const url = `http://127.0.0.1:${await freePort()}`;
  let answered = 0;
  const app = express();
  app.post('/status', express.urlencoded({ extended: false }), (req, res) => {
    const signature = req.get('x-twilio-signature') ?? '';
    const signed = `${url}${req.originalUrl}`;
    const genuine = twilio.validateRequest(ACCOUNT.authToken, signature, signed, req.body);
    if (genuine) answered += 1;
    res.status(genuine ? 200 : 403).end();
  });
  const web = await serve(app, Number(new URL(url).port), '127.0.0.1');
  const client = twilio(ACCOUNT.accountSid, ACCOUNT.authToken, { keepAlive: true, maxSockets: 50 });
  client.api.baseUrl = ground.twilioUrl;
  const begun = performance.now();
  await inLanes(count, SEND_LANES, async (n) => {
    await client.messages.create({
      messagingServiceSid: ACCOUNT.messagingServiceSid,
      to: phoneOf(n),
      body: BODY,
      statusCallback: `${url}/status?m=${n}`,
      validityPeriod: 36_000,
    });
  });
  await untilSo(() => answered >= CALLBACKS * count);
  const seconds = (performance.now() - begun) / 1000;
  await web.close();
  return count / seconds;
}

/** The emulator's own ceiling: creates by plain HTTP, with no SDK and no callbacks. Creates a second. */
export async function emulatorCeiling(ground: Ground, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: SEND_LANES });
  const url = `${ground.twilioUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`;
  const auth = `${ACCOUNT.accountSid}:${ACCOUNT.authToken}`;
  const { messagingServiceSid } = ACCOUNT;
  const create = (n: number) =>
    new Promise<void>((done, failed) => {
      const form = { To: phoneOf(n), MessagingServiceSid: messagingServiceSid, Body: BODY };
      const body = new URLSearchParams(form).toString();
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      };
      const call = request(url, { method: 'POST', agent, auth, headers }, (response) => {
        response.resume().on('end', done);
        if (response.statusCode !== 201) failed(new Error(`It answered ${response.statusCode}.`));
      });
      call.on('error', failed).end(body);
    });
  const begun = performance.now();
  await inLanes(count, SEND_LANES, create);
  agent.destroy();
  return count / ((performance.now() - begun) / 1000);
}
