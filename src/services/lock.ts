import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, type Lifetime, ownLifetime } from './lifetime.ts';

/**
 * Runs `work` while no other program, nor this one elsewhere, holds the lock file. A lock whose program has
 * ended is taken over. `onWait` is told once, with the number of the program waited for.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait: (pid: number) => void = () => {},
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify(await ownLifetime());
  let told = false;
  while (!(await take(file, mine))) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await isRunning(holder))) {
      if (!told) onWait(holder.pid);
      told = true;
      await wait(100);
    } else {
      await removeStale(file, text);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** The file is written first and then linked into place, so that nobody reads a half-written lock. */
async function take(file: string, mine: string): Promise<boolean> {
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, mine);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Another may have removed the same stale lock and taken it: what was moved away by mistake goes back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file);
  } catch {
    // It is gone, or taken again: the next look tells.
  } finally {
    await rm(aside, { force: true });
  }
}

function parseHolder(text: string): Lifetime | undefined {
  try {
    return JSON.parse(text) as Lifetime;
  } catch {
    return undefined;
  }
}
