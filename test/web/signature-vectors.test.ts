import { readFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, test } from 'vitest';
import { silentLog } from '#domain';
import { genuine } from '../../src/web/webhooks/genuine.ts';

type Params = Record<string, string | string[]>;
/** What our endpoint is asked: a form to `targetUrl`, signed by Twilio over another or the same. */
type Vector = {
  name: string;
  authToken: string;
  targetUrl: string;
  params: Params;
  signature: string;
  valid: boolean;
};

const file = JSON.parse(
  readFileSync(new URL('../data/twilio-signature-vectors.json', import.meta.url), 'utf8'),
) as {
  vectors: (Omit<Vector, 'targetUrl'> & { url: string; kind: string; rawBody?: string })[];
  portQuoteVectors: Vector[];
  observed: (Vector & {
    signedUrl: string;
    signedParams: Params;
    targetParams: Params;
    valid_in_twilio_node_6_0_2: boolean;
  })[];
};

/** Signed over this very address and form, and refused by twilio-node 6.0.2; since 6.1 it tries the address as received. */
const REFUSED_BY_OLDER_SDK = ['uppercase host', 'raw ñ in query'];

const forms: Vector[] = [
  ...file.vectors
    .filter(({ kind }) => kind === 'form')
    .map(({ url, ...vector }) => ({ ...vector, targetUrl: url })),
  ...file.portQuoteVectors,
  ...file.observed.map(({ targetParams, ...vector }) => ({
    ...vector,
    params: targetParams,
    valid: vector.valid_in_twilio_node_6_0_2 || REFUSED_BY_OLDER_SDK.includes(vector.name),
  })),
];

/** Asks an express app that is guarded as our webhooks are, standing at the vector's own address. */
async function askedAt(
  targetUrl: string,
  authToken: string,
  signature: string,
  type: string,
  body: string,
): Promise<number> {
  const [origin = '', path = ''] = splitUrl(targetUrl);
  const app = express();
  const accountSid = `AC${'0'.repeat(32)}`;
  app.use(genuine({ publicUrl: origin, authToken, accountSid, log: silentLog }));
  app.use((_request, response) => {
    response.send('taken');
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    return await send(
      server,
      path,
      { 'x-twilio-signature': signature, 'content-type': type },
      body,
    );
  } finally {
    server.close();
  }
}

/** A request with its path untouched, as fetch would not leave it. */
function send(server: Server, path: string, headers: Record<string, string>, body: string) {
  const { port } = server.address() as AddressInfo;
  return new Promise<number>((resolve, reject) => {
    const options = { port, host: '127.0.0.1', method: 'POST', path, headers, agent: false };
    const asked = request(options, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.once('error', reject).end(body);
  });
}

function splitUrl(url: string): string[] {
  const [, origin = '', path = ''] = /^(\w+:\/\/[^/?#]+)(.*)$/.exec(url) ?? [];
  // What no client can put on the wire raw: Node refuses it, as HTTP does.
  return [origin, path];
}

function encode(params: Params): string {
  const entries = Object.entries(params).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  return new URLSearchParams(entries).toString();
}

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const ON_THE_WIRE = forms.filter(({ name }) => name !== 'raw ñ in query');

test.each(ON_THE_WIRE)('"$name" is taken: $valid', async (vector) => {
  const { targetUrl, authToken, signature, params } = vector;
  const status = await askedAt(targetUrl, authToken, signature, FORM, encode(params));
  expect(status).toBe(vector.valid ? 200 : 403);
});

it('has every vector of the file', () => {
  const json = file.vectors.filter(({ kind }) => kind === 'json');
  expect([forms.length, json.length]).toEqual([40, 4]);
});

it('takes no JSON, signed or not: nobody sends us any, and its signature leaves the form out', async () => {
  for (const { url, authToken, signature, rawBody } of file.vectors) {
    if (rawBody === undefined) continue;
    expect(await askedAt(url, authToken, signature, 'application/json', rawBody)).toBe(400);
    expect(await askedAt(url, authToken, signature, FORM, '')).toBe(403);
    expect(await askedAt(url, authToken, signature, FORM, 'Body=ALTO')).toBe(403);
  }
});
