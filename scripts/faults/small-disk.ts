import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Undo } from '../demo/undo.ts';

const run = promisify(execFile);

/** MongoDB's journal alone takes 200 MB of it. */
const SIZE = '600m';
const CHUNK = Buffer.alloc(64 * 1024);

/** A disk of a few hundred megabytes under MongoDB, which can be filled to the last byte. */
export type SmallDisk = { fill: () => void; free: () => void };

/** Why this user may not mount a disk, or null if he may: he must be root on Linux, and in a container privileged. */
export async function whyNoSmallDisk(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    await run('umount', [folder]);
    return null;
  } catch {
    return 'it takes somebody who may mount a disk';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Mounts a disk of memory where the MongoDB of this home is to keep its files; `undo` takes it away.
 * @throws what `mount` says if it may not be
 */
export async function mountSmallDisk(home: string, undo: Undo): Promise<SmallDisk> {
  const folder = join(home, 'data', 'mongodb');
  mkdirSync(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  undo.add(() => run('umount', ['--lazy', folder]));
  const file = join(folder, 'filler');
  return { fill: () => fill(file), free: () => rmSync(file, { force: true }) };
}

/** Writes until nothing more fits, first in large pieces, then byte by byte. */
function fill(file: string): void {
  const out = openSync(file, 'w');
  for (let piece = CHUNK.length; piece > 0; piece = Math.floor(piece / 2)) {
    try {
      while (writeSync(out, CHUNK, 0, piece) === piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(out);
}
