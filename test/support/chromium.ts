import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withLock } from '../../src/services/lock.ts';
import { runProgram } from '../../src/services/run-program.ts';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Where to look and what may be done; the defaults are this machine. */
export type Machine = {
  env: NodeJS.ProcessEnv;
  places: string[];
  /** Whether packages may be installed: as root, on Debian and its kin. */
  mayInstall: boolean;
};

const thisMachine = (): Machine => ({
  env: process.env,
  places: PLACES,
  mayInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
});

/**
 * The path of a browser for the tests: CHROMIUM_PATH, else Chrome, Chromium or Edge where they usually are,
 * else Chromium installed by apt-get. Throws with the ways out; a browser test is never skipped.
 */
export async function findChromium(machine: Machine = thisMachine()): Promise<string> {
  const named = machine.env.CHROMIUM_PATH;
  if (named) {
    if (await runs(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which does not run: correct it or unset it.`);
  }
  const found = await look(machine);
  if (found) return found;
  // Two test files at once must not both install.
  return withLock(join(tmpdir(), 'puente-chromium.lock'), async () => {
    const meanwhile = await look(machine);
    if (meanwhile) return meanwhile;
    if (machine.mayInstall) await install(machine.env);
    const installed = await look(machine);
    if (installed) return installed;
    throw new Error(
      `There is no browser for the tests: no Chrome, Chromium or Edge was found, and ${machine.mayInstall ? 'apt-get could not install chromium (its words are above)' : 'none can be installed without being root on Debian or Ubuntu'}. Install one of them, or set CHROMIUM_PATH to one, and run the tests again.`,
    );
  });
}

async function look({ env, places }: Machine): Promise<string | undefined> {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const candidate of [...onPath, ...places])
    if (existsSync(candidate) && (await runs(candidate))) return candidate;
  return undefined;
}

/** Some systems have a file of that name which only tells to install the real one. */
async function runs(path: string): Promise<boolean> {
  return (await runProgram(path, ['--version'], { firstLineWithin: 20_000 })).code === 0;
}

async function install(env: NodeJS.ProcessEnv): Promise<void> {
  process.stderr.write('Installing Chromium for the browser tests by apt-get…\n');
  const quick = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  if (await aptGet(['update'], env)) await aptGet(['install', ...quick, 'chromium'], env);
}

/** Its own progress goes to the error stream. */
function aptGet(args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    const child = spawn('apt-get', args, { ...options, stdio: ['ignore', 2, 2] });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
