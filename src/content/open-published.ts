import { type Clock, type Language, type Log, SECOND } from '#domain';
import type { ContentVersion, Store } from '#storage';
import { checkContent } from './checks/check-content.ts';
import { type Content, contentFromSources } from './content.ts';
import { loadContent } from './load-content.ts';
import { type ContentDirs, languageOfPath, type Sources } from './sources.ts';

type World = { store: Pick<Store, 'contentVersions' | 'settings'>; clock: Clock; log: Log };

/** Which version is current, who made it so, and the version on disk when that was. */
type Publication = { version: string; by: string; onDisk: string };

/** The content that new conversations begin with, and every earlier one by its version. */
export type Published = {
  current: () => Content;
  /** Null where the version was never published here, or cannot be compiled any more. */
  ofVersion: (version: string) => Promise<Content | null>;
  stop: () => void;
};

const KEY = 'content';
const DISK = 'disk';
const LOOK_EVERY = SECOND / 2;

/**
 * Opens the published content. What lies on disk is checked, and published if nothing is yet, or if what is
 * current came from disk too; an edit by a person is never overwritten without saying so. Every process
 * sees a publication within a second, checks it, and swaps the whole; what it cannot use it leaves.
 * @throws ContentError if the content on disk is wrong and nothing that is right was published before
 */
export async function openPublished(world: World, dirs: ContentDirs): Promise<Published> {
  const onDisk = loadContent(dirs);
  const known = new Map([[onDisk.version, onDisk]]);
  const before = await publication(world);
  if (!before || before.by === DISK) await publish(world, onDisk, DISK);
  else if (before.onDisk !== onDisk.version) {
    world.log.warn(
      { version: before.version, onDisk: onDisk.version },
      'flows or words on disk have changed since an edit that is current: publish them to use them',
    );
  }
  let current = onDisk;
  const ofVersion = (version: string) => compiled(world, known, version);
  const look = async () => {
    const wanted = (await publication(world))?.version;
    if (!wanted || wanted === current.version) return;
    const next = await ofVersion(wanted);
    if (next) current = next;
  };
  await look();
  const timer = setInterval(() => look().catch(() => {}), LOOK_EVERY);
  timer.unref();
  return { current: () => current, ofVersion, stop: () => clearInterval(timer) };
}

/**
 * Makes a content the current one, for every process. Its sources are stored under their hash for good, so
 * that conversations which began with it can go on with it.
 */
export async function publish(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  content: Content,
  by: string,
  onDisk = content.version,
): Promise<void> {
  const { version, sources } = content;
  const at = clock.now();
  const stored = { $setOnInsert: { sources, publishedAt: at } };
  await store.contentVersions.updateOne({ _id: version }, stored, { upsert: true });
  const value: Publication = { version, by, onDisk };
  await store.settings.updateOne({ _id: KEY }, { $set: { at, value } }, { upsert: true });
}

/** What is current by the database, for a command beside the program; null where nothing is published. */
export async function publishedContent(world: Pick<World, 'store'>): Promise<Content | null> {
  const version = (await publication(world))?.version;
  const stored = version
    ? await world.store.contentVersions.findById(version).lean<ContentVersion>()
    : null;
  return stored && contentFromSources(stored.sources as Sources);
}

/** The languages of what is published, without compiling it; null where nothing is yet. */
export async function publishedLanguages(world: Pick<World, 'store'>): Promise<Language[] | null> {
  const found = await publication(world);
  const stored = await world.store.contentVersions
    .findById(found?.version, { 'sources.files.path': 1 })
    .lean<{ sources: Sources }>();
  return stored?.sources.files.flatMap(({ path }) => languageOfPath(path) ?? []) ?? null;
}

async function publication({ store }: Pick<World, 'store'>): Promise<Publication | null> {
  const found = await store.settings.findById(KEY).lean<{ value: Publication }>();
  return found?.value ?? null;
}

async function compiled(
  { store, log }: World,
  known: Map<string, Content>,
  version: string,
): Promise<Content | null> {
  const ready = known.get(version);
  if (ready) return ready;
  const stored = await store.contentVersions.findById(version).lean<ContentVersion>();
  if (!stored) return null;
  try {
    const content = contentFromSources(stored.sources as Sources);
    const [problem] = checkContent(content);
    // A version that an older program published may lack a text of today: its conversations go on.
    if (problem)
      log.warn({ version, problem: problem.message }, 'a published version is not whole');
    known.set(version, content);
    return content;
  } catch (error) {
    log.error({ version, error: String(error) }, 'a published version cannot be used');
    return null;
  }
}
