import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// The compiler alone takes seconds, and longer on a machine that does other things.
vi.setConfig({ testTimeout: 120_000 });

const SCRIPTS = fileURLToPath(new URL('../../scripts', import.meta.url));
const TYPESCRIPT = fileURLToPath(new URL('../../node_modules/typescript', import.meta.url));

/** A whole small project whose only package, the compiler, is linked: it installs without a network. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'run-'));
  write('package.json', {
    name: 'small',
    version: '1.0.0',
    type: 'module',
    dependencies: { typescript: `file:${TYPESCRIPT}` },
  });
  write('tsconfig.build.json', {
    compilerOptions: { module: 'nodenext', rootDir: '.', outDir: 'dist', types: [] },
    include: ['src', 'scripts'],
  });
  const shared = 'declare const process: any, setInterval: any;\n';
  write('src/main.ts', `${shared}process.exitCode = 7;\nexport {};\n`);
  write('src/page.css', 'body {}');
  write(
    'scripts/puente.ts',
    `${shared}process.stdout.write(JSON.stringify(process.argv.slice(2)));`,
  );
  write('scripts/check.ts', `${shared}process.stdout.write('checked');`);
  write('scripts/wait.ts', `${shared}setInterval(() => {}, 1000); process.stdout.write('up');`);
  write(
    'scripts/careful.ts',
    `${shared}setInterval(() => {}, 1000);
     for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => { process.stdout.write(name); process.exit(3); });
     process.stdout.write('up ');`,
  );
  mkdirSync(join(project, 'scripts/lib'), { recursive: true });
  for (const file of ['run.mjs', 'lib/one-at-a-time.mjs'])
    cpSync(join(SCRIPTS, file), join(project, 'scripts', file));
  spawnSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: project });
  expect(existsSync(join(project, 'package-lock.json'))).toBe(true);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(project, path), text);
}

const start = (args: string[]): ChildProcess =>
  spawn(process.execPath, [join(project, 'scripts/run.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

type Ended = { code: number | null; signal: string | null; out: string; err: string };

async function end(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (piece) => {
    out += piece;
  });
  child.stderr?.on('data', (piece) => {
    err += piece;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, out, err };
}

const run = (...args: string[]) => end(start(args));

describe('on a machine where nothing is installed', () => {
  test('two commands at once install and build once, and both do their work', async () => {
    const [one, other] = await Promise.all([run('puente', 'a', '--b'), run('puente', 'c')]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect([one.out, other.out]).toEqual(['["a","--b"]', '["c"]']);
    const said = one.err + other.err;
    expect(said.match(/Installing packages \(/g)).toHaveLength(1);
    expect(said.match(/Building…/g)).toHaveLength(1);
    expect(said).toMatch(/Waiting for program \d+, which installs or builds/);
  });

  test('the next command does neither, and prints nothing of its own', async () => {
    expect(await run('puente')).toEqual({ code: 0, signal: null, out: '[]', err: '' });
  });

  test('npm failing ends in a sentence with the ways out, and no lock stays', async () => {
    const manifest = readFileSync(join(project, 'package.json'), 'utf8');
    write(
      'package.json',
      manifest.replace('"dependencies":{', '"dependencies":{"absent":"1.0.0",'),
    );
    rmSync(join(project, 'node_modules/.package-lock.json'));
    const ended = await run('puente');
    write('package.json', manifest);
    expect(ended.code).toBe(1);
    expect(ended.out).toBe('');
    expect(ended.err).toMatch(/could not be installed.*Ways out:.*start again\.\n$/);
    expect(readdirSync(join(project, '.puente'))).toEqual([]);
    expect((await run('puente')).out).toBe('[]');
  });
});

describe('when the sources change', () => {
  test('they are compiled again, and what has no source any more is removed', async () => {
    write('scripts/gone.ts', 'export {};');
    expect((await run('gone')).code).toBe(0);
    rmSync(join(project, 'scripts/gone.ts'));
    write('src/page.css', 'body { margin: 0 }');
    expect((await run('puente')).err).toContain('Building…');
    expect(existsSync(join(project, 'dist/scripts/gone.js'))).toBe(false);
    expect(readFileSync(join(project, 'dist/src/page.css'), 'utf8')).toContain('margin');
  });

  test('a compiled program that was deleted comes back', async () => {
    rmSync(join(project, 'dist/scripts/puente.js'));
    expect((await run('puente')).out).toBe('[]');
  });

  test('sources that do not compile are named; only what tells of them runs then', async () => {
    write('src/wrong.ts', 'const n: number = "no";');
    const ended = await run('puente');
    const check = await run('check');
    rmSync(join(project, 'src/wrong.ts'));
    expect(check).toMatchObject({ code: 0, out: 'checked' });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(/src\/wrong\.ts.*TS2322.*do not compile/s);
    expect((await run('puente')).code).toBe(0);
  });
});

describe('the command that runs', () => {
  test('gives its exit code', async () => {
    expect(await run('start')).toMatchObject({ code: 7 });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('gets %s and is waited for', async (signal) => {
    const child = start(['careful']);
    const ended = end(child);
    await once(child.stdout!, 'data');
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 3, out: `up ${signal}` });
  });

  test('passes its death by a signal on', async () => {
    const child = start(['wait']);
    const ended = end(child);
    await once(child.stdout!, 'data');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  test('must be one that exists; the others are named', async () => {
    const ended = await run('nonsense');
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toBe(
      'There is no command "nonsense". There are: build, careful, check, puente, start, wait.\n',
    );
  });
});

test('a lock whose program has died is taken over', async () => {
  const dead = spawnSync(process.execPath, ['-e', '0']).pid;
  write('.puente/run.lock', String(dead));
  write('src/page.css', 'body { margin: 1px }');
  expect(await run('puente')).toMatchObject({ code: 0, out: '[]' });
  expect(readdirSync(join(project, '.puente'))).toEqual([]);
});
