import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

// A whole programme is started and broken, on a machine that does other things.
vi.setConfig({ testTimeout: 900_000 });

const ROOT = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'faults-test-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs the harness as npm does, with settings of services in its environment that it must not follow. */
async function faults(...args: string[]) {
  const strange = {
    MONGODB_URI: 'mongodb://db.example.org/families',
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_API_URL: 'https://api.example.org',
    PUENTE_HOME: join(home, 'not-here'),
  };
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'faults', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...strange, TMPDIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    err += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err, lines: out.split('\n').slice(0, -1) };
}

test('whatever breaks, no text is lost, doubled, late or unwanted: the whole short form', async () => {
  const { code, err, lines } = await faults('--short');
  expect(code, `${lines.join('\n')}\n${err}`).toBe(0);
  const zero = { lost: 0, inboundLost: 0, duplicated: 0, afterOptOut: 0, outsideHours: 0 };
  const played = lines.map((line) => JSON.parse(line));
  for (const { case: name, sent, inbound, ...counts } of played) {
    expect(counts, name).toEqual(zero);
    expect(Math.min(sent, inbound), name).toBeGreaterThan(0);
  }
  // Who may mount no disk can fill none.
  const disk = err.includes('disk: left out') ? [] : ['disk'];
  const cases = ['callbacks', ...disk, 'hostile', 'hours', 'kill', 'paused', 'services', 'twilio'];
  expect(played.map((line) => line.case).sort()).toEqual(cases);
  expect(readdirSync(home)).toEqual([]);
});

test('a case that does not exist is named, with those that do', async () => {
  const { code, err, lines } = await faults('--case', 'flood');
  expect([code, lines]).toEqual([2, []]);
  expect(err).toContain('There is no case "flood". There are: kill, services, disk, twilio,');
});
