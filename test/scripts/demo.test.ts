import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { demoEnvironment } from '../../scripts/demo/environment.ts';
import { readStory } from '../../scripts/demo/story.ts';

// A whole programme is started and stopped, on a machine that does other things.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = join(import.meta.dirname, '../..');
const STORY = join(ROOT, 'scripts/demo/story.yaml');
const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The demo's story with something changed, as a file. */
function changed(name: string, change: Change): string {
  const story = readYaml();
  change(story);
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify(story));
  return file;
}
type Change = (story: ReturnType<typeof readYaml>) => void;
const readYaml = () => parse(readFileSync(STORY, 'utf8'));

/** Only the invitations and one answer, all of it expected as it comes but for what is changed. */
function shortStory(name: string, change: Change = () => {}): string {
  return changed(name, (story) => {
    story.scenes = story.scenes.slice(0, 2);
    story.scenes[1].steps = story.scenes[1].steps.slice(0, 1);
    const rest = { maybe: 0, no: 0, waitlist: 0, optedOut: 0, remindersSent: 0, withheld: {} };
    story.expected = { invited: 14, yes: 1, headcount: 3, ...rest };
    change(story);
  });
}

type Running = { child: ChildProcess; home: string; out: () => string; ended: Promise<number> };

/** Starts the demo as npm does, with settings of services in its environment that it must not follow. */
function startDemo(name: string, ...args: string[]): Running {
  const home = join(folder, name);
  mkdirSync(home);
  const strange = {
    MONGODB_URI: 'mongodb://db.example.org/families',
    REDIS_URL: 'redis://cache.example.org',
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_API_URL: 'https://api.example.org',
    PUENTE_ROLE: 'web',
    PUENTE_HOME: join(home, 'not-here'),
    PORT: '1',
  };
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'demo', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...strange, TMPDIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
    });
  const ended = once(child, 'close').then(([code]) => Number(code));
  return { child, home, out: () => out, ended };
}

/** What a demo left behind: files in its temporary folder, and programs that were told of that folder. */
function leftBehind({ home }: Running): string[] {
  const programs = execFileSync('ps', ['axeww', '-o', 'command'], { encoding: 'utf8' });
  const homes = readdirSync(home).filter((name) => name.startsWith('puente-'));
  return [...homes, ...programs.split('\n').filter((line) => line.includes(home))];
}

test('the demo tells its whole story, and every figure is as it demands', async () => {
  const demo = startDemo('whole');
  expect(await demo.ended, demo.out()).toBe(0);
  const out = demo.out();
  expect(out).toMatch(/5:33 PM +sí vamos 3 ▐\n +▌ Listo, apartamos 3 lugares/);
  expect(out).toMatch(/Irma Zavala.*\n 4:40 PM {2}▌ Se abrió lugar para 2 personas/);
  for (const figure of [
    /✓ Families invited +14 +14\n/,
    /✓ +said yes and have seats +6 +6\n/,
    /✓ +people who come \(20 seats\) +20 +20\n/,
    /✓ +on the waitlist +1 +1\n/,
    /✓ +opted out +2 +2\n/,
    /✓ Reminders sent +13 +13\n/,
    /✓ Reminders withheld: opted out +1 +1\n/,
    /✓ Departures from the story +0 +0\n/,
  ])
    expect(out).toMatch(figure);
  const seconds = Number(/Every figure is what the story demands \((\d+) s\)/.exec(out)?.[1]);
  expect(seconds).toBeLessThan(60);
  // Nobody looks at a terminal here, so there is nothing but text.
  expect(out).not.toContain('\x1b');
  expect(leftBehind(demo)).toEqual([]);
});

test('figures and texts that are not as the story has them make the demo exit 1 and are named', async () => {
  const demo = startDemo(
    'wrong',
    shortStory('wrong', (story) => {
      story.expected.yes = 2;
      story.scenes[0].steps[0].to = story.scenes[0].steps[0].to.replace('elena', 'yolanda');
      story.scenes[1].steps[0].reads = 'apartamos 4 lugares';
    }),
  );
  expect(await demo.ended, demo.out()).toBe(1);
  const out = demo.out();
  expect(out).toMatch(/✗ +said yes and have seats +2 +1\n/);
  expect(out).toMatch(/✓ +people who come \(20 seats\) +3 +3\n/);
  expect(out).toMatch(/✗ Departures from the story +0 +3\n/);
  expect(out).toContain('invitation: yolanda got no text.');
  expect(out).toContain('invitation: elena got a text that is not hers.');
  expect(out).toContain('After “sí vamos 3”, rosa should read “apartamos 4 lugares”.');
  expect(leftBehind(demo)).toEqual([]);
});

test('Ctrl-C in the middle stops and removes everything the demo started', async () => {
  const demo = startDemo('stopped', shortStory('stopped'));
  const begun = vi.waitFor(() => expect(demo.out()).toContain('Not sent to'), 90_000);
  await Promise.race([begun, demo.ended]);
  demo.child.kill('SIGINT');
  expect(await demo.ended, demo.out()).toBe(130);
  expect(leftBehind(demo)).toEqual([]);
});

describe('what the demo may reach', () => {
  const own = {
    publicUrl: 'http://127.0.0.1:4000',
    twilioUrl: 'http://127.0.0.1:4001',
    mongodbUri: 'mongodb://127.0.0.1:4002/puente',
    redisUrl: 'redis://127.0.0.1:4003',
  };

  test.each(Object.keys(own))('is this machine alone: another %s is refused', (name) => {
    const outside = { ...own, [name]: 'https://api.example.org' };
    expect(() => demoEnvironment({}, outside, '/home', '/clock')).toThrow('this machine');
  });

  test('no setting of real services gets through to the program', () => {
    const caller = { TWILIO_MESSAGING_SERVICE_SID: 'MG', PUENTE_SECRET: 'secret', LANG: 'C' };
    const environment = demoEnvironment(caller, own, '/home', '/clock');
    expect(environment).toMatchObject({ LANG: 'C', MONGODB_URI: own.mongodbUri });
    expect(Object.values(environment)).not.toContain('secret');
    expect(Object.values(environment)).not.toContain('MG');
  });
});

test('a story that names nobody we know, or a number that could be real, is refused by place', () => {
  const stranger = changed('stranger', (story) => {
    story.scenes[1].steps[0].from = 'ana';
  });
  expect(() => readStory(stranger)).toThrow('ana is no family of it');
  const real = changed('real', (story) => {
    story.families.rosa.phone = '+12135551234';
  });
  expect(() => readStory(real)).toThrow('families.rosa.phone: must be of the fictional 555-01XX');
});
