import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Scene, startScene } from '../support/crashing/scene.ts';
import { type Child, startChild } from '../support/crashing/start-child.ts';
import { freePort } from '../support/program.ts';
import { phoneOf } from '../support/programme.ts';
import { until } from '../support/until.ts';

// What waits for leases, look-ups and new processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const phones = [1, 2, 3, 4, 5, 6].map(phoneOf);
/** What each family says, the next only when it was answered, and what it then reads. */
const TALK = [
  { says: 'sí', reads: '¿Cuántas personas van' },
  { says: '2', reads: 'apartamos 2 lugares' },
  { says: 'ya no podemos ir', reads: 'Sus lugares quedan para otra familia' },
  { says: 'sí vamos 4', reads: 'apartamos 4 lugares' },
];
/** Texts after which the whole program is killed: in the thick of it each time. */
const KILLED_AFTER = [3, 14];

let scene: Scene;
let port: number;
let program: Child;

beforeAll(async () => {
  scene = await startScene('anymoment', {
    families: phones.length,
    timeoutMs: 2_000,
    workshop: { capacity: 100 },
  });
  port = await freePort();
  program = await startWhole();
});

afterAll(() => scene.close());

/** A process that takes webhooks and works, as `npm start` runs it. */
function startWhole(): Promise<Child> {
  const publicUrl = `http://127.0.0.1:${port}`;
  return startChild(scene, { port, workers: true, settings: { publicUrl } });
}

async function talks(phone: string): Promise<void> {
  for (const [i, { says }] of TALK.entries()) {
    await scene.twilio.inbound({ from: phone, body: says });
    const isAnswered = async () => (await scene.texts(phone)).length > i + 1;
    await until(`"${says}" is answered`, isAnswered, 100_000);
  }
}

async function killAgainAndAgain(): Promise<void> {
  for (const count of KILLED_AFTER) {
    await until(`${count} texts are sent`, async () => (await textsInAll()) >= count, 100_000);
    program.kill('SIGKILL');
    expect(await program.ended).toBe('SIGKILL');
    program = await startWhole();
  }
}

async function textsInAll(): Promise<number> {
  const sent = (await scene.twilio.messages()).filter((m) => m.direction === 'outbound-api');
  return sent.length - phones.length;
}

test('the program is killed again and again while families write: all is as if it had not been', async () => {
  await scene.twilio.webhook(`http://127.0.0.1:${port}/webhooks/twilio/messages#rc=5&rp=all`);
  await Promise.all([...phones.map(talks), killAgainAndAgain()]);
  await scene.settled();
  const expected = TALK.map(({ reads }) => expect.stringContaining(reads));
  for (const phone of phones) expect((await scene.texts(phone)).slice(1)).toEqual(expected);
  const yes = { taken: 4 * phones.length, rsvps: phones.map(() => 'yes 4') };
  expect(await scene.seats(...phones)).toEqual(yes);
});
