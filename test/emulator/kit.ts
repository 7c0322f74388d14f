import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import twilio from 'twilio';
import { afterEach } from 'vitest';
import { createEmulator, type EmulatorSettingsInput, emulatorControl } from '#emulator';

export const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`;
export const TOKEN = 'a token that only the tests know';
export const SERVICE = `MG${'a'.repeat(32)}`;
export const OURS = '+15005550006';
export const FAMILY = '+15555550101';
export const WHATSAPP = 'whatsapp:+15005550010';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Runs after the test, last come first. */
export function afterTest(close: () => Promise<unknown>): void {
  closing.push(close);
}

/** A new folder for an emulator, gone after the test. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'puente-emulator-'));
  afterTest(async () => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A fast emulator with its own folder, a twilio client and the control; closed after the test. */
export async function startEmulator(changes: Partial<EmulatorSettingsInput> = {}) {
  const home = changes.home ?? newHome();
  const emulator = createEmulator({
    home,
    accountSid: ACCOUNT,
    authToken: TOKEN,
    segmentsPerSecond: 0,
    latency: { accept: 0, send: 1, deliver: 1, read: 1 },
    ...changes,
  });
  const port = await emulator.listen();
  let open = true;
  const close = async () => {
    if (open) await emulator.close();
    open = false;
  };
  afterTest(close);
  const url = `http://127.0.0.1:${port}`;
  return { url, port, home, close, client: clientOf(url), control: emulatorControl(url) };
}

/** twilio-node against the emulator at `url`. */
export function clientOf(url: string, token = TOKEN) {
  const client = twilio(ACCOUNT, token, { timeout: 2000 });
  client.api.baseUrl = url;
  return client;
}

export type Hook = { path: string; params: Record<string, string>; headers: IncomingHttpHeaders };
type Answer = { status?: number; body?: string; type?: string; delay?: number } | 'close';

/** A web server that keeps the forms posted to it; `answer` says what the nth one (from 0) gets. */
export async function startReceiver(answer: (index: number, hook: Hook) => Answer = () => ({})) {
  const hooks: Hook[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const hook = {
      path: request.url ?? '',
      params: Object.fromEntries(new URLSearchParams(text)),
      headers: request.headers,
    };
    hooks.push(hook);
    const what = answer(hooks.length - 1, hook);
    if (what === 'close') return void request.socket.destroy();
    if (what.delay) await wait(what.delay);
    response.writeHead(what.status ?? 200, { 'content-type': what.type ?? 'text/xml' });
    response.end(what.body ?? '<Response/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterTest(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url, hooks, statuses: () => hooks.map((hook) => hook.params.MessageStatus) };
}

/** Waits until `check` gives something true, and gives that; fails after five seconds. */
export async function until<T>(
  check: () => T | Promise<T>,
  what = String(check),
): Promise<Exclude<T, false | 0 | null | undefined>> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await check();
    if (found) return found as Exclude<T, false | 0 | null | undefined>;
    if (Date.now() > end) throw new Error(`Waited twenty seconds in vain for: ${what}`);
    await wait(5);
  }
}
