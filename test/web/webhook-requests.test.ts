import { request } from 'node:http';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { Inbound } from '#storage';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { phoneOf } from '../support/programme.ts';
import {
  type Form,
  inboundForm,
  newSid,
  post,
  signatureOf,
  signedPost,
} from '../support/signed-post.ts';

let program: TestProgram;
let url: string;
const { accountSid, authToken } = ACCOUNT;

beforeAll(async () => {
  program = await startTestProgram('webhooks', { workers: false });
  url = `${program.url}/webhooks/twilio/messages`;
});

afterAll(() => program.close());

const sidOf = (form: Form) => form.find(([name]) => name === 'MessageSid')![1];
const recorded = (form: Form) =>
  program.world.store.inbound.findOne({ providerId: sidOf(form) }).lean<Inbound>();
const XML = { type: 'text/xml; charset=utf-8', body: '<Response/>' };

it('takes a signed message and answers an empty TwiML', async () => {
  const form = inboundForm(accountSid, { Body: 'sí vamos 3' });
  expect(await signedPost(authToken, url, form)).toEqual({ status: 200, ...XML });
  expect(await recorded(form)).toMatchObject({
    body: 'sí vamos 3',
    channel: 'sms',
    handled: false,
  });
});

test.each([
  ['spaces around the text', { Body: '  sí \n' }],
  ['tabs and a non-breaking space', { Body: '\tALTO\u00a0' }],
  ['an empty text with a picture', { Body: '', NumMedia: '1', MediaUrl0: 'https://x/y' }],
  ['a parameter nobody knows yet', { Brand_New: 'yes', 'A.b[c]': '' }],
  ['accents and emoji', { Body: 'Sí, mañana 👍🏽 “claro”' }],
])('checks the signature over everything as it came: %s', async (_, change) => {
  const form = inboundForm(accountSid, change as Record<string, string>);
  expect((await signedPost(authToken, url, form)).status).toBe(200);
  expect((await recorded(form))?.body).toBe(form.find(([name]) => name === 'Body')![1]);
});

test.each([
  ['trimmed text', (form: Form) => swap(form, 'Body', (body) => body.trim())],
  ['another text', (form: Form) => swap(form, 'Body', () => 'no')],
  ['a parameter left out', (form: Form) => form.filter(([name]) => name !== 'ToState')],
  ['a parameter put in', (form: Form) => [...form, ['Extra', '1'] as [string, string]]],
  ['another sender', (form: Form) => swap(form, 'From', () => phoneOf(2))],
])('refuses a form that was changed on its way: %s', async (_, change) => {
  const form = inboundForm(accountSid, { Body: ' sí ' });
  const signature = signatureOf(authToken, url, form);
  const sent = new URLSearchParams(change(form)).toString();
  expect(await post(url, sent, signature)).toEqual({ status: 403, ...XML });
  expect(await recorded(form)).toBeNull();
});

function swap(form: Form, name: string, to: (value: string) => string): Form {
  return form.map(([key, value]) => [key, key === name ? to(value) : value]);
}

it('takes a parameter that comes several times, and reads the first', async () => {
  const form: Form = [...inboundForm(accountSid), ['Body', 'hola'], ['X', 'b'], ['X', 'a']];
  expect((await signedPost(authToken, url, form)).status).toBe(200);
  expect(await recorded(form)).toMatchObject({ body: 'hola' });
  const twoAccounts: Form = [...inboundForm(accountSid), ['AccountSid', accountSid]];
  expect((await signedPost(authToken, url, twoAccounts)).status).toBe(200);
});

it('signs the query with the address', async () => {
  const form = inboundForm(accountSid);
  const withQuery = `${url}?site=bol%C3%ADvar&n=1`;
  expect((await signedPost(authToken, withQuery, form)).status).toBe(200);
  const body = new URLSearchParams(inboundForm(accountSid)).toString();
  const other = signatureOf(authToken, `${url}?site=other`, inboundForm(accountSid));
  expect((await post(withQuery, body, other)).status).toBe(403);
});

test.each([['bodySHA256'], ['BODYsha256'], ['body%53HA256']])(
  'refuses an address with %s, even where all is signed',
  async (name) => {
    const form = inboundForm(accountSid);
    const answer = await signedPost(authToken, `${url}?${name}=${'0'.repeat(64)}`, form);
    expect(answer).toEqual({ status: 403, ...XML });
    expect(await recorded(form)).toBeNull();
  },
);

it('refuses a wrong, empty or foreign signature with 403 and none at all with 400', async () => {
  const form = inboundForm(accountSid);
  const body = new URLSearchParams(form).toString();
  const foreign = signatureOf('another-token', url, form);
  for (const signature of ['WRONG', '', 'ñ', foreign, 'x'.repeat(5000)]) {
    const sent = Buffer.from(signature).toString('latin1');
    expect(await post(url, body, sent), signature).toEqual({ status: 403, ...XML });
  }
  expect(await post(url, body, undefined)).toEqual({ status: 400, ...XML });
  expect(await recorded(form)).toBeNull();
});

it('refuses what a genuine Twilio would not send with 400', async () => {
  const forms: Form[] = [
    inboundForm(accountSid, { MessageSid: 'SM123' }),
    inboundForm(accountSid, { MessageSid: 'CA00000000000000000000000000000000' }),
    inboundForm(accountSid).filter(([name]) => name !== 'MessageSid'),
    inboundForm(accountSid).filter(([name]) => name !== 'From'),
    inboundForm(accountSid, { From: '' }),
    inboundForm(accountSid).filter(([name]) => name !== 'AccountSid'),
    [],
  ];
  for (const form of forms) {
    expect(await signedPost(authToken, url, form)).toEqual({ status: 400, ...XML });
  }
});

it('takes forms alone: JSON, plain text and no body are 400, in text/xml', async () => {
  const form = inboundForm(accountSid);
  const signature = signatureOf(authToken, url, form);
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const sent = { 'content-type': type };
    expect(await post(url, '{"Body":"ALTO"}', signature, sent)).toEqual({ status: 400, ...XML });
  }
  expect(await post(url, '', signature)).toMatchObject({ type: XML.type });
  const unknown = { 'content-type': 'application/x-www-form-urlencoded; charset=klingon' };
  const refused = await post(url, 'Body=x', signature, unknown);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.status).toBeLessThan(500);
});

it('refuses a body far beyond anything of Twilio’s', async () => {
  const form = inboundForm(accountSid, { Body: 'a'.repeat(300_000) });
  expect((await signedPost(authToken, url, form)).status).toBe(413);
});

it('refuses a message of another account, though signed', async () => {
  const form = inboundForm(`AC${'1'.repeat(32)}`);
  expect(await signedPost(authToken, url, form)).toEqual({ status: 403, ...XML });
  expect(await recorded(form)).toBeNull();
});

it('acknowledges a repeated MessageSid and records it once, also at the same moment', async () => {
  for (const Body of ['hola', 'ALTO']) {
    const form = inboundForm(accountSid, { From: phoneOf(3), Body });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => signedPost(authToken, url, form)),
    );
    answers.push(await signedPost(authToken, url, form));
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(200));
    expect(await program.world.store.inbound.countDocuments({ providerId: sidOf(form) })).toBe(1);
  }
  expect(await program.world.store.contacts.countDocuments({ phone: phoneOf(3) })).toBe(1);
  expect(await program.world.store.consentEvents.countDocuments({ words: 'ALTO' })).toBe(1);
});

it('keeps what comes from no phone for a person, and writes to nobody', async () => {
  for (const From of ['72345', 'whatsapp:US.1234567890', 'rcs:agent', 'Escuela']) {
    const form = inboundForm(accountSid, { From, Body: 'ALTO' });
    expect((await signedPost(authToken, url, form)).status).toBe(200);
    expect(await recorded(form)).toMatchObject({ contact: null, forPerson: 'not_a_phone' });
  }
});

it('acknowledges receipts: of texts it does not know, with new words, repeated', async () => {
  const status = `${program.url}/webhooks/twilio/status`;
  const receipt = (change: Record<string, string>): Form =>
    Object.entries({ MessageSid: newSid(), AccountSid: accountSid, ...change });
  const known = receipt({ MessageStatus: 'delivered' });
  for (const form of [known, known, receipt({ MessageStatus: 'vanished' })]) {
    expect(await signedPost(authToken, `${status}?m=nobody`, form)).toEqual({
      status: 200,
      ...XML,
    });
  }
  expect((await signedPost(authToken, status, receipt({}))).status).toBe(400);
  const unsigned = new URLSearchParams(known).toString();
  expect((await post(status, unsigned, 'WRONG')).status).toBe(403);
});

it('stands a client that hangs up in the middle', async () => {
  const hungUp = new Promise<void>((resolve) => {
    const asked = request(url, { method: 'POST', headers: { 'content-length': '1000' } });
    asked.once('error', () => resolve());
    asked.write('Body=');
    asked.once('socket', (socket) => socket.once('connect', () => asked.destroy()));
  });
  await hungUp;
  expect((await signedPost(authToken, url, inboundForm(accountSid))).status).toBe(200);
});
