import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning } from '../../src/services/lifetime.ts';
import { mongodb } from '../../src/services/mongodb.ts';
import { readRecord } from '../../src/services/record.ts';
import { stopServer } from '../../src/services/run-server.ts';
import { valkey } from '../../src/services/valkey.ts';

const PREFIX = 'puente-test-';
const ABANDONED_AFTER_MS = 30 * 60_000;

/** Where fetched server programs of this checkout are kept, for all homes. */
export const BINARIES = fileURLToPath(new URL('../../.puente/bin', import.meta.url));

/** A new, empty PUENTE_HOME under the system's temporary folder. */
export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), PREFIX));
}

/** Ends whatever servers still run for this home, even after its owner was killed, and deletes the home. */
export async function removeHome(home: string): Promise<void> {
  const kinds = [mongodb(BINARIES, () => {}), valkey(BINARIES, () => {})];
  await Promise.all(kinds.map((kind) => stopServer(kind, home)));
  await rm(home, { recursive: true, force: true });
}

/** Clears up after earlier runs that were killed: their servers outlive them. */
export async function removeAbandonedHomes(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(tmpdir(), name);
    const written = statSync(join(home, 'services.json'), { throwIfNoEntry: false })?.mtimeMs;
    if (written === undefined || Date.now() - written < ABANDONED_AFTER_MS) continue;
    const owners = Object.values(readRecord(home)).map((entry) => entry?.owner);
    const living = await Promise.all(owners.map((owner) => owner && isRunning(owner)));
    if (!living.some(Boolean)) await removeHome(home);
  }
}
