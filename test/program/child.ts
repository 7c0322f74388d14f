import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOOKS = fileURLToPath(new URL('../support/typescript-hooks.mjs', import.meta.url));

/** Whether dist/ is of these sources, as it is under `npm test`. Else they are run themselves, more slowly. */
const BUILT = isBuilt();

type Environment = Record<string, string>;

/** The program as a process of its own. */
export type Child = {
  url: string;
  pid: number;
  out: () => string;
  err: () => string;
  ready: () => Promise<void>;
  /** The answer's status on a path, 0 if nobody answers. */
  status: (path: string) => Promise<number>;
  signal: (name: NodeJS.Signals) => void;
  /** Its exit code (null after a signal), once it has ended. */
  ended: Promise<number | null>;
};

const living = new Set<Child>();

/** Starts the program with these settings, of which PORT is one. */
export function startChild(environment: Environment): Child {
  const process = run('src/main', [], environment);
  const said = listen(process);
  const url = `http://127.0.0.1:${environment.PORT}`;
  const status = (path: string) =>
    fetch(url + path).then(
      (response) => response.status,
      () => 0,
    );
  const child: Child = {
    url,
    pid: process.pid!,
    ...said,
    status,
    ready: () =>
      until(
        'the program is ready',
        async () => {
          if (process.exitCode !== null) throw new Error(`It ended: ${said.err()}`);
          return (await status('/ready')) === 200;
        },
        60_000,
      ),
    signal: (name) => process.kill(name),
    ended: once(process, 'close').then(([code]) => {
      living.delete(child);
      return code as number | null;
    }),
  };
  living.add(child);
  return child;
}

/** Ends whatever a failed test has left running. */
export async function endChildren(): Promise<void> {
  for (const child of living) {
    child.signal('SIGTERM');
    const force = setTimeout(() => child.signal('SIGKILL'), 20_000);
    await child.ended;
    clearTimeout(force);
  }
}

export type Answered = { code: number | null; lines: Record<string, unknown>[]; err: string };

/** Runs one command beside the program; every line of its output must be JSON. */
export async function puente(
  environment: Environment,
  args: string[],
  input = '',
): Promise<Answered> {
  const command = run('scripts/puente', args, environment);
  const said = listen(command);
  command.stdin?.end(input);
  const [code] = (await once(command, 'close')) as [number | null];
  const lines = said.out().split('\n').slice(0, -1);
  return { code, lines: lines.map((line) => JSON.parse(line)), err: said.err() };
}

/** A file that moves the clocks of all who read it. */
export function clockFile(file: string) {
  return {
    file,
    moveTo: (at: string) => writeFileSync(file, String(new Date(at).getTime() - Date.now())),
    remove: () => rmSync(file, { force: true }),
  };
}

function run(program: string, args: string[], environment: Environment): ChildProcess {
  const start = BUILT ? [`dist/${program}.js`] : ['--import', HOOKS, `${program}.ts`];
  return spawn(process.execPath, [...start, ...args], {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'warn', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function listen(child: ChildProcess) {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
  });
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    err += piece;
  });
  return { out: () => out, err: () => err };
}

function isBuilt(): boolean {
  const built = statSync(join(ROOT, 'dist/.stamp'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(ROOT, folder, name),
    ),
  );
  return files.every((file) => statSync(file).mtimeMs <= built);
}
