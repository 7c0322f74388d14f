import {
  type Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Failure } from './overrides.ts';

/** One call's outcome: the answer, or why there is none. */
export type Attempt = {
  status: number | null;
  failure: Failure | null;
  body: string;
  contentType: string;
};
export type Call = {
  url: string;
  form: string;
  headers: Record<string, string>;
  connectMs: number;
  readMs: number;
  agent: Agent;
};

const LONGEST_ANSWER = 64 * 1024;

/** Posts a form once. Never rejects: a refused or lost connection and a late answer are outcomes too. */
export function postOnce(call: Call): Promise<Attempt> {
  return new Promise((resolve) => {
    const request = open(call);
    let connected = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (attempt: Attempt) => {
      clearTimeout(timer);
      resolve(attempt);
      request.destroy();
    };
    const wait = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => end(failed(connected ? 'rt' : 'ct')), ms);
    };
    request.on('socket', (socket) => {
      const ready = () => {
        connected = true;
        wait(call.readMs);
      };
      if (!socket.connecting) return ready();
      wait(call.connectMs);
      socket.once('connect', ready);
    });
    request.on('error', () => {
      // A kept connection that the other side had closed meanwhile was never really one: open a new one.
      if (request.reusedSocket) void postOnce(call).then(end);
      else end(failed(connected ? 'rt' : 'ct'));
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      void readAnswer(response).then(resolve);
    });
    request.end(call.form);
  });
}

function open(call: Call): ClientRequest {
  const options = {
    method: 'POST',
    agent: call.agent,
    headers: { ...call.headers, 'content-length': Buffer.byteLength(call.form) },
  };
  return call.url.startsWith('https:')
    ? httpsRequest(call.url, { ...options, agent: undefined })
    : httpRequest(call.url, options);
}

function failed(failure: Failure): Attempt {
  return { status: null, failure, body: '', contentType: '' };
}

async function readAnswer(response: IncomingMessage): Promise<Attempt> {
  const status = response.statusCode ?? 0;
  const failure = status >= 500 ? '5xx' : status >= 400 ? '4xx' : null;
  const contentType = response.headers['content-type'] ?? '';
  let body = '';
  response.setEncoding('utf8');
  try {
    for await (const part of response) {
      if (body.length < LONGEST_ANSWER) body += part;
    }
  } catch {
    return { status, failure: failure ?? 'rt', body: '', contentType };
  }
  return { status, failure, body, contentType };
}
