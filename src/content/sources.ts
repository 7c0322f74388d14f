import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of flows or words: its path as authors know it (`flows/rsvp.yaml`), and its text. */
export type SourceFile = { path: string; text: string };

/** All flows, words and language data of one version, as written. Never changed once stored. */
export type Sources = { files: SourceFile[] };

/** Where the files lie. */
export type ContentDirs = { flowsDir: string; localesDir: string };

/**
 * Reads every flow (`*.yaml`, and `*.yml` to be refused), every language's JSON and YAML files, and what was
 * learnt from replies (`weights.json`), from disk.
 */
export function readSources({ flowsDir, localesDir }: ContentDirs): Sources {
  const languages = readdirSync(localesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'audio')
    .map((entry) => entry.name);
  return canonical([
    ...filesIn(flowsDir, 'flows', /\.ya?ml$/),
    ...languages.flatMap((language) =>
      filesIn(join(localesDir, language), `locales/${language}`, /\.(json|ya?ml)$/),
    ),
    ...manifestsIn(join(localesDir, 'audio')),
    ...filesIn(localesDir, 'locales', /^weights\.json$/),
  ]);
}

/** The lists of recordings, a folder a language; the recordings themselves are no words, and stay on disk. */
function manifestsIn(dir: string): SourceFile[] {
  if (!existsSync(dir)) return [];
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) =>
    filesIn(join(dir, name), `locales/audio/${name}`, /^audio\.json$/),
  );
}

function filesIn(dir: string, as: string, wanted: RegExp): SourceFile[] {
  return readdirSync(dir)
    .filter((name) => wanted.test(name))
    .map((name) => ({ path: `${as}/${name}`, text: readFileSync(join(dir, name), 'utf8') }));
}

/** The language that a file is the settings of, and which so has a folder; undefined for any other file. */
export function languageOfPath(path: string): string | undefined {
  return /^locales\/([^/]+)\/language\.json$/.exec(path)?.[1];
}

/** Files in the order of their paths, with one kind of line end: the same words have the same hash. */
function canonical(files: SourceFile[]): Sources {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: sorted.map(({ path, text }) => ({ path, text: text.replaceAll('\r\n', '\n') })) };
}

/** The version of sources: the sha256 of them all, in hexadecimal. */
export function versionOf(sources: Sources): string {
  const pairs = canonical(sources.files).files.map(({ path, text }) => [path, text]);
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex');
}
