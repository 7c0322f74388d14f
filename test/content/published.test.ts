import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ContentDirs, loadContent, openPublished, type Published, publish } from '#content';
import { type Log, silentLog, systemClock } from '#domain';
import { openStore, type Store } from '#storage';
import { freshDatabaseUri } from '../support/services.ts';
import { until } from '../support/until.ts';

let store: Store;
let folder: string;
const opened: Published[] = [];

beforeAll(async () => {
  store = openStore(freshDatabaseUri('published'));
  await store.ready();
  folder = mkdtempSync(join(tmpdir(), 'puente-content-'));
});

afterEach(async () => {
  for (const published of opened.splice(0)) published.stop();
  await store.settings.deleteMany({});
});

afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the real flows and words, with one Spanish text changed. */
function contentWith(name: string, welcome: string): ContentDirs {
  const dirs = { flowsDir: join(folder, name, 'flows'), localesDir: join(folder, name, 'locales') };
  cpSync('flows', dirs.flowsDir, { recursive: true });
  cpSync('locales', dirs.localesDir, { recursive: true });
  const file = join(dirs.localesDir, 'es', 'rsvp.json');
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...texts, welcome }));
  return dirs;
}

async function open(dirs: ContentDirs, log: Log = silentLog): Promise<Published> {
  const published = await openPublished({ store, clock: systemClock, log }, dirs);
  opened.push(published);
  return published;
}

function welcomeOf(published: Published): string {
  const request = {
    language: 'es',
    namespace: 'rsvp',
    key: 'welcome',
    values: {},
    timeZone: 'UTC',
  };
  return published.current().render(request);
}

test('a publication is seen by every process, and the old version stays known', async () => {
  const [one, other] = [
    await open(contentWith('a', 'De nada.')),
    await open(contentWith('a2', 'De nada.')),
  ];
  const before = one.current().version;
  await publish(
    { store, clock: systemClock },
    loadContent(contentWith('b', 'Con gusto.')),
    'Ms. Ruiz',
  );
  await until(
    'both have swapped',
    () => [one, other].every((p) => welcomeOf(p) === 'Con gusto.'),
    1_500,
  );
  expect((await one.ofVersion(before))?.version).toBe(before);
});

test('what lies on disk replaces what came from disk, at the next start', async () => {
  await open(contentWith('c', 'De nada.'));
  expect(welcomeOf(await open(contentWith('d', 'Por nada.')))).toBe('Por nada.');
});

test('an edit by a person is not overwritten by the disk, and that is said', async () => {
  await open(contentWith('e', 'De nada.'));
  await publish(
    { store, clock: systemClock },
    loadContent(contentWith('f', 'Con gusto.')),
    'Ms. Ruiz',
  );
  const warned: string[] = [];
  const log = { ...silentLog, warn: (_: object, message: string) => warned.push(message) };
  expect(welcomeOf(await open(contentWith('g', 'Por nada.'), log))).toBe('Con gusto.');
  expect(warned.join()).toContain('publish them to use them');
});

test('wrong content on disk is refused whole, with its file', async () => {
  const dirs = contentWith('h', 'Responda CANCELAR si no puede.');
  await expect(open(dirs)).rejects.toThrow(
    /locales\/es\/rsvp\.json:1 at welcome: never ask for CANCEL/,
  );
});

test('a version that cannot be compiled is left alone', async () => {
  const published = await open(contentWith('i', 'De nada.'));
  const sources = { files: [{ path: 'flows/rsvp.yaml', text: 'flow: [' }] };
  await store.contentVersions.create([{ _id: 'broken', sources, publishedAt: new Date() }]);
  const value = { version: 'broken', by: 'Ms. Ruiz', onDisk: 'broken' };
  await store.settings.updateOne({ _id: 'content' }, { $set: { value } });
  expect(await published.ofVersion('broken')).toBeNull();
  expect(welcomeOf(published)).toBe('De nada.');
});
