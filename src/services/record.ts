import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Lifetime = z.object({ pid: z.int().positive(), born: z.string() });

/** What is remembered of one of our servers: `running` and `owner` only while it runs. */
const ServerRecord = z.object({
  binary: z.string(),
  port: z.int().positive(),
  running: Lifetime.optional(),
  owner: Lifetime.optional(),
});
export type ServerRecord = z.infer<typeof ServerRecord>;

const ServicesRecord = z.object({
  mongodb: ServerRecord.optional(),
  valkey: ServerRecord.optional(),
});
export type ServicesRecord = z.infer<typeof ServicesRecord>;

/** What `services.json` of this home says; nothing if there is none or it cannot be read. */
export function readRecord(home: string): ServicesRecord {
  try {
    return ServicesRecord.parse(JSON.parse(readFileSync(join(home, 'services.json'), 'utf8')));
  } catch {
    return {};
  }
}

/** Changes the entry of one server. Without a pause in between, so that two starting at once both get in. */
export function writeRecord(
  home: string,
  server: keyof ServicesRecord,
  entry: ServerRecord | undefined,
): void {
  mkdirSync(home, { recursive: true });
  const draft = join(home, `services.json.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify({ ...readRecord(home), [server]: entry }, null, 2)}\n`);
  renameSync(draft, join(home, 'services.json'));
}
