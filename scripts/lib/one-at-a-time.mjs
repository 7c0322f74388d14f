// A lock between commands, for scripts/run.mjs: plain JavaScript that needs nothing installed.
import * as fs from 'node:fs';
import { dirname } from 'node:path';

const STALE_AFTER_MS = 30 * 60_000;

/**
 * Runs `work` while no other program holds the lock file. `onWait` is called whenever it must wait: once with
 * the number of the program that holds it, then with nothing; what it throws ends the waiting.
 */
export async function oneAtATime(file, work, onWait) {
  fs.mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) removeStale(file);
    onWait(told ? undefined : holder);
    told ||= holder !== undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

/** The file is written first and then linked into place, so that nobody reads a half-written lock. */
function take(file) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, String(process.pid));
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(draft);
  }
}

/** Another may have removed the same dead lock and taken it: what was moved away by mistake goes back. */
function removeStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (holderOf(aside) !== undefined) fs.linkSync(aside, file);
  } catch {
    // It is gone, or taken again: the next look tells.
  }
  fs.rmSync(aside, { force: true });
}

/** The living program that holds the lock; nothing if it died or the lock was just released. */
function holderOf(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (Date.now() - fs.statSync(file).mtimeMs > STALE_AFTER_MS) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined;
  }
}
