// `npm test`: every check, then every test on real services in a temporary home. Nothing stops early; the last
// line alone tells. Arguments go to vitest: `npm test -- test/inbox`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHECKS, make, tell } from './lib/checks.ts';
import { withoutServiceSettings } from './lib/own-environment.ts';
import { closingLine, type Tally, tallyOf } from './lib/tally.ts';

/** The tests start the program hundreds of times: what Node has compiled once, it finds here again. */
const COMPILED = resolve('.puente', 'compiled');

const total: Tally = { passed: 0, failed: 0, skipped: 0 };

const checked = CHECKS.map(async (check) => {
  const outcome = await make(check);
  console.log(tell(outcome));
  total[outcome.ok ? 'passed' : 'failed'] += 1;
});
await Promise.all(checked);
const tests = await runVitest(process.argv.slice(2));
for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tests[key];

console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runVitest(args: string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'puente-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args],
    {
      stdio: 'inherit',
      env: { ...withoutServiceSettings(process.env), NODE_COMPILE_CACHE: COMPILED },
    },
  );
  // Ctrl-C reaches vitest by itself; we stay to close with the line.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => vitest.kill('SIGTERM'));
  const [code] = (await once(vitest, 'close')) as [number | null];
  const text = await readFile(report, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  return tallyOf(text, code);
}
