import { expect, test } from 'vitest';
import {
  ACCOUNT,
  clientOf,
  FAMILY,
  OURS,
  SERVICE,
  startEmulator,
  startReceiver,
  TOKEN,
  until,
  WHATSAPP,
} from './kit.ts';
import { problemsOfAnswer, problemsOfCreate } from './openapi.ts';

const messages = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;

async function call(url: string, method: string, path: string, form?: Record<string, string>) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  // Its shape is what these tests are about: checked by the schema, not by the type.
  // biome-ignore lint/suspicious/noExplicitAny: any JSON
  return { status: response.status, json: (await response.json()) as any };
}

test('the check itself finds a missing field and a wrong type', () => {
  const found = problemsOfAnswer('fetch', { sid: 'SM1', num_segments: 1 });
  expect(found).toContain("/ must have required property 'uri'".replace('/ ', ' '));
  expect(found).toContain('/num_segments must be string');
});

test('every answer has the shape that Twilio’s OpenAPI says', async () => {
  const { url } = await startEmulator({ messagingServiceSid: SERVICE, whatsappFrom: WHATSAPP });
  const forms: Record<string, string>[] = [
    { From: OURS, To: FAMILY, Body: 'Hola' },
    { MessagingServiceSid: SERVICE, To: FAMILY, Body: 'Hola' },
    { From: WHATSAPP, To: `whatsapp:${FAMILY}`, Body: 'Hola' },
    { From: OURS, To: FAMILY, MediaUrl: 'https://example.org/flyer.png' },
    {
      MessagingServiceSid: SERVICE,
      To: FAMILY,
      Body: 'Hola',
      ScheduleType: 'fixed',
      SendAt: new Date(Date.now() + 3_600_000).toISOString(),
    },
  ];
  for (const form of forms) {
    const created = await call(url, 'POST', `${messages}.json`, form);
    expect(created.status).toBe(201);
    expect(problemsOfAnswer('create', created.json)).toEqual([]);
    const fetched = await call(url, 'GET', `${messages}/${created.json.sid}.json`);
    expect(problemsOfAnswer('fetch', fetched.json)).toEqual([]);
  }
  const over = await until(async () => {
    const { json } = await call(url, 'GET', `${messages}.json?PageSize=3`);
    return json.messages.some((each: { status: string }) => each.status === 'delivered') && json;
  });
  expect(problemsOfAnswer('list', over)).toEqual([]);
  expect(over.next_page_uri).toContain('PageToken=');
  const delivered = over.messages.find((each: { status: string }) => each.status === 'delivered');
  const emptied = await call(url, 'POST', `${messages}/${delivered.sid}.json`, { Body: '' });
  expect(problemsOfAnswer('update', emptied.json)).toEqual([]);
});

test('an inbound message and one that failed have that shape too', async () => {
  const { url, control, client } = await startEmulator();
  const { sid } = await control.inbound({ from: FAMILY, body: 'sí vamos 3' });
  await control.faults([{ kind: 'delivery', errorCode: 30003 }]);
  const failed = await client.messages.create({ from: OURS, to: FAMILY, body: 'Hola' });
  await until(async () => (await client.messages(failed.sid).fetch()).errorCode === 30003);
  for (const each of [sid, failed.sid]) {
    const { json } = await call(url, 'GET', `${messages}/${each}.json`);
    expect(problemsOfAnswer('fetch', json)).toEqual([]);
  }
});

test('what twilio-node sends is a request that the OpenAPI allows', async () => {
  const receiver = await startReceiver(() => ({
    status: 500,
    body: '{}',
    type: 'application/json',
  }));
  const creating = clientOf(receiver.url).messages.create({
    messagingServiceSid: SERVICE,
    to: FAMILY,
    body: 'Hola',
    validityPeriod: 60,
    smartEncoded: true,
    statusCallback: 'https://example.org/status?m=1',
  });
  await expect(creating).rejects.toMatchObject({ status: 500 });
  const form = receiver.hooks[0]!.params;
  const typed = {
    ...form,
    ValidityPeriod: Number(form.ValidityPeriod),
    SmartEncoded: form.SmartEncoded === 'true',
  };
  expect(problemsOfCreate(typed)).toEqual([]);
  expect(problemsOfCreate({ ...typed, ValidityPeriod: 'soon' })).not.toEqual([]);
});
