import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulatorControl } from '#emulator';
import {
  ACCOUNT,
  afterTest,
  clientOf,
  FAMILY,
  newHome,
  OURS,
  startEmulator,
  startReceiver,
  TOKEN,
  until,
} from './kit.ts';

/** Starts the emulator as its own process, as `npm start` does. */
async function spawnEmulator(settings: object) {
  const hooks = new URL('../support/typescript-hooks.mjs', import.meta.url);
  const main = new URL('../../src/emulator/main.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    [
      '--import',
      hooks.href,
      main,
      JSON.stringify({ accountSid: ACCOUNT, authToken: TOKEN, ...settings }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const output: string[] = [];
  child.stdout!.on('data', (part) => output.push(String(part)));
  child.stderr!.on('data', (part) => output.push(String(part)));
  afterTest(async () => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)),
  );
  return { child, ended, output: () => output.join('') };
}

async function portOf(child: ChildProcess): Promise<number> {
  const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
  expect(message).toEqual({ ready: true, port: expect.any(Number) });
  return (message as { port: number }).port;
}

test('a killed emulator comes back with its messages, opt-outs and phones, and finishes what waited', async () => {
  const home = newHome();
  const first = await spawnEmulator({ home, segmentsPerSecond: 1 });
  const url = `http://127.0.0.1:${await portOf(first.child)}`;
  const client = clientOf(url);
  const control = emulatorControl(url);
  await control.phones([{ phone: FAMILY, name: 'Rosa' }]);
  await control.inbound({ from: '+15555550199', body: 'STOP' });
  await client.messages.create({ from: OURS, to: FAMILY, body: 'x'.repeat(1500) });
  const { sid } = await client.messages.create({ from: OURS, to: FAMILY, body: 'Hola' });
  expect((await client.messages(sid).fetch()).status).toBe('queued');
  first.child.kill('SIGKILL');
  await first.ended;

  const again = await startEmulator({ home });
  const found = await until(async () => {
    const now = await again.client.messages(sid).fetch();
    return now.status === 'delivered' && now;
  });
  expect(found.body).toBe('Hola');
  expect(await again.client.messages.list()).toHaveLength(4);
  expect(await again.control.optOuts()).toEqual([{ ours: OURS, theirs: '+15555550199' }]);
  const page = await (await fetch(`${again.url}/phones?lang=en`)).text();
  expect(page).toContain('Rosa');
});

test('a journal cut short in its last line is read up to there', async () => {
  const home = newHome();
  const first = await startEmulator({ home });
  await first.client.messages.create({ from: OURS, to: FAMILY, body: 'Hola' });
  await until(async () => (await first.control.messages())[0]?.status === 'delivered');
  await first.close();
  writeFileSync(join(home, 'emulator.jsonl'), '{"put":{"sid":"SM', { flag: 'a' });
  const again = await startEmulator({ home });
  expect(await again.client.messages.list()).toHaveLength(1);
});

test('a journal damaged elsewhere is refused with the cure, not emptied', async () => {
  const home = newHome();
  writeFileSync(
    join(home, 'emulator.jsonl'),
    '{"optOut":"a b","on":true}\nnonsense\n{"remove":"SM1"}\n',
  );
  await expect(startEmulator({ home })).rejects.toThrow(/damaged in line 2. Move it away/);
});

test.each(['SIGTERM', 'SIGINT', 'disconnect'] as const)(
  'the program stops cleanly on %s',
  async (how) => {
    const emulator = await spawnEmulator({ home: newHome() });
    const port = await portOf(emulator.child);
    const open = await fetch(`http://127.0.0.1:${port}/phones/events`);
    expect(emulator.output()).toBe(`Twilio emulator: http://127.0.0.1:${port}/phones\n`);
    if (how === 'disconnect') emulator.child.disconnect();
    else emulator.child.kill(how);
    expect(await emulator.ended).toBe(0);
    await open.body?.cancel().catch(() => {});
  },
);

test('wrong settings are all named at once, and the token is not printed', async () => {
  const settings = {
    home: newHome(),
    accountSid: 'AC1',
    port: 99_999,
    authToken: TOKEN,
    colour: 'red',
  };
  const emulator = await spawnEmulator(settings);
  expect(await emulator.ended).toBe(1);
  for (const name of ['accountSid', 'port', 'colour']) expect(emulator.output()).toContain(name);
  expect(emulator.output()).not.toContain(TOKEN);
});

test('a taken port is said in one sentence', async () => {
  const { port } = await startEmulator();
  const emulator = await spawnEmulator({ home: newHome(), port });
  expect(await emulator.ended).toBe(1);
  expect(emulator.output()).toContain('its port is taken; give another `port`');
});

test('the clock file moves what families see, and Twilio’s own dates stay real', async () => {
  const home = newHome();
  const clockFile = join(home, 'clock');
  const { client, control } = await startEmulator({ home, clockFile });
  writeFileSync(clockFile, '864000000'); // ten days
  const message = await until(async () => {
    const { sid } = await client.messages.create({ from: OURS, to: FAMILY, body: 'Hola' });
    const found = await until(async () =>
      (await control.messages()).find((each) => each.sid === sid && each.deliveredAtClock),
    );
    return Date.parse(found.deliveredAtClock!) > Date.now() + 860_000_000 && found;
  });
  expect(Math.abs(Date.parse(message.dateCreated) - Date.now())).toBeLessThan(5000);
});

test('several hundred texts at once get through, with their callbacks', async () => {
  const receiver = await startReceiver();
  const { client, control } = await startEmulator();
  const texts = Array.from({ length: 600 }, (_, n) => n);
  const statusCallback = `${receiver.url}/status`;
  const send = async () => {
    for (let n = texts.pop(); n !== undefined; n = texts.pop()) {
      await client.messages.create({ from: OURS, to: FAMILY, body: `${n}`, statusCallback });
    }
  };
  await Promise.all(Array.from({ length: 20 }, send));
  await until(() => receiver.hooks.length === 1200);
  expect((await control.messages()).every((each) => each.status === 'delivered')).toBe(true);
});
