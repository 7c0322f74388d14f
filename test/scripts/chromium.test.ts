import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium, type Machine } from '../support/chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const machine = (more: Partial<Machine> = {}): Machine => ({
  env: { PATH: folder },
  places: [],
  mayInstall: false,
  ...more,
});

test('CHROMIUM_PATH comes first', async () => {
  program('chromium', 'exit 0');
  const named = program('my-browser', 'exit 0');
  expect(await findChromium(machine({ env: { PATH: folder, CHROMIUM_PATH: named } }))).toBe(named);
});

test('a CHROMIUM_PATH that does not run is an error, not a reason to take another', async () => {
  program('chromium', 'exit 0');
  const env = { PATH: folder, CHROMIUM_PATH: join(folder, 'absent') };
  await expect(findChromium(machine({ env }))).rejects.toThrow(/CHROMIUM_PATH is .*absent/);
});

test('a browser on the PATH or in a usual place is taken, a stub that only talks is not', async () => {
  program('chromium-browser', 'echo "install the snap"; exit 1');
  const edge = program('msedge', 'exit 0');
  expect(await findChromium(machine({ places: [edge] }))).toBe(edge);
  const chrome = program('google-chrome', 'exit 0');
  expect(await findChromium(machine({ places: [edge] }))).toBe(chrome);
});

test('as root on Debian it is installed, once for two that ask at the same moment', async () => {
  const log = join(folder, 'log');
  program(
    'apt-get',
    `echo "$1" >> ${log}
     [ "$1" = install ] && printf '#!/bin/sh\\nexit 0\\n' > ${folder}/chromium && /bin/chmod 755 ${folder}/chromium
     exit 0`,
  );
  const ask = () => findChromium(machine({ mayInstall: true }));
  expect(await Promise.all([ask(), ask()])).toEqual(Array(2).fill(join(folder, 'chromium')));
  expect(readFileSync(log, 'utf8')).toBe('update\ninstall\n');
});

test('where none can be had the error names the ways out', async () => {
  await expect(findChromium(machine())).rejects.toThrow(/Install one .* set CHROMIUM_PATH/);
  program('apt-get', 'exit 100');
  await expect(findChromium(machine({ mayInstall: true }))).rejects.toThrow(/apt-get could not/);
});

test('on this machine there is one', { timeout: 600_000 }, async () => {
  expect(await findChromium()).toMatch(/chrom|edge/i);
});
