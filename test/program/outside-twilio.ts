import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';

// A Twilio as somebody outside the project would write one for a trial: node:http and what Twilio's own pages
// say. It shares no code with the program's emulator, so what both sides of the project got wrong shows here.

/** One message of either direction, in the shape of Twilio's API. */
type Message = {
  sid: string;
  account_sid: string;
  direction: 'inbound' | 'outbound-api';
  from: string;
  to: string;
  body: string;
  status: string;
  num_segments: string;
  num_media: string;
  date_created: string;
  date_updated: string;
  date_sent: string | null;
  error_code: number | null;
  uri: string;
};

/** A create as it came: the form, and the message made of it. */
type Created = { form: Record<string, string>; message: Message };

export type OutsideTwilio = {
  environment: Record<string, string>;
  created: Created[];
  /** Texts that a phone got from the program, oldest first. */
  texts: (phone: string) => string[];
  /** A phone writes to the program at `publicUrl`; gives the webhook's answer. `sid`: one used before. */
  says: (publicUrl: string, phone: string, body: string, sid?: string) => Promise<Answer>;
  /** Tells the program how far a text has come, at the address that its create named. */
  receipt: (created: Created, status: string) => Promise<Answer>;
  /** Milliseconds that each create is answered late: it is accepted at once. */
  answerAfter: (ms: number) => void;
  /** What phones wrote, oldest first. */
  received: Message[];
  /** Paths asked for without the account's name and token. */
  refused: string[];
  close: () => Promise<void>;
};
type Answer = { status: number; type: string | null; body: string };

const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`;
const TOKEN = 'the-token-of-an-outsider';
const FROM = '+12135550199';

/** Starts it on a free port of this machine. */
export async function startOutsideTwilio(): Promise<OutsideTwilio> {
  const messages: Message[] = [];
  const created: Created[] = [];
  const received: Message[] = [];
  const refused: string[] = [];
  let late = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://twilio');
    const base = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;
    const single = messages.find((each) => path.pathname === `${base}/${each.sid}.json`);
    const expected = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    if (request.headers.authorization !== expected) {
      refused.push(path.pathname);
      return answer(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
    }
    if (request.method === 'GET' && single) return answer(response, 200, single);
    if (path.pathname !== `${base}.json`)
      return answer(response, 404, { code: 20404, message: 'Not found', status: 404 });
    if (request.method === 'GET') {
      const to = path.searchParams.get('To');
      const found = messages.filter((each) => to === null || each.to === to).reverse();
      return answer(response, 200, { messages: found, next_page_uri: null, page: 0 });
    }
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const message = newMessage('outbound-api', form.From ?? '', form.To ?? '', form.Body ?? '');
    messages.push(message);
    created.push({ form, message });
    setTimeout(() => answer(response, 201, message), late);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: FROM,
      TWILIO_API_URL: url,
      TWILIO_SEGMENTS_PER_SECOND: '1000',
    },
    created,
    received,
    refused,
    texts: (phone) => created.filter(({ form }) => form.To === phone).map(({ form }) => form.Body!),
    says: (publicUrl, phone, body, sid) => {
      const message = { ...newMessage('inbound', phone, FROM, body), ...(sid ? { sid } : {}) };
      if (!sid) {
        messages.push(message);
        received.push(message);
      }
      return post(`${publicUrl}/webhooks/twilio/messages`, formOf(message));
    },
    receipt: ({ form, message }, status) => {
      const { sid, from, to } = message;
      const fields = { MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status };
      return post(form.StatusCallback!, { ...fields, AccountSid: ACCOUNT, From: from, To: to });
    },
    answerAfter: (ms) => {
      late = ms;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let made = 0;

function newMessage(
  direction: Message['direction'],
  from: string,
  to: string,
  body: string,
): Message {
  made += 1;
  const sid = `SM${(Date.now() * 1000 + made).toString(16).padStart(32, '0')}`;
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return {
    sid,
    account_sid: ACCOUNT,
    direction,
    from,
    to,
    body,
    status: direction === 'inbound' ? 'received' : 'queued',
    num_segments: '1',
    num_media: '0',
    date_created: now,
    date_updated: now,
    date_sent: direction === 'inbound' ? now : null,
    error_code: null,
    uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${sid}.json`,
  };
}

/** What Twilio sends with an SMS; the places are often empty, and are signed all the same. */
function formOf({ sid, from, to, body }: Message): Record<string, string> {
  return {
    ToCountry: 'US',
    ToState: '',
    SmsMessageSid: sid,
    NumMedia: '0',
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: 'CA',
    SmsStatus: 'received',
    FromCity: '',
    Body: body,
    FromCountry: 'US',
    To: to,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: ACCOUNT,
    From: from,
    ApiVersion: '2010-04-01',
  };
}

async function post(url: string, form: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(TOKEN, url, form),
      'i-twilio-idempotency-token': crypto.randomUUID(),
    },
    body: new URLSearchParams(form),
  });
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: await response.text() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
