import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { startEmulator } from './kit.ts';

function statusOf(
  port: number,
  headers: Record<string, string>,
  path = '/control/messages',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });
}

test('only 127.0.0.1 and localhost are answered, whatever name leads here', async () => {
  const { port } = await startEmulator();
  expect(await statusOf(port, { host: `127.0.0.1:${port}` })).toBe(200);
  expect(await statusOf(port, { host: `localhost:${port}` })).toBe(200);
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '10.0.0.7',
    'localhost.evil.example',
  ]) {
    expect(await statusOf(port, { host })).toBe(403);
    expect(await statusOf(port, { host }, '/phones')).toBe(403);
  }
});

test('a page elsewhere cannot make the browser send a message', async () => {
  const { port } = await startEmulator();
  const host = `127.0.0.1:${port}`;
  expect(await statusOf(port, { host, origin: `http://${host}` })).toBe(200);
  expect(await statusOf(port, { host, origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf(port, { host, origin: 'null' })).toBe(403);
});

test('the machine’s other addresses do not answer', async () => {
  const { port } = await startEmulator();
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((each) => each && each.family === 'IPv4' && !each.internal);
  for (const other of others) {
    await expect(fetch(`http://${other!.address}:${port}/phones`)).rejects.toThrow();
  }
  expect(
    (await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })).headers.get('location'),
  ).toBe('/phones');
});
