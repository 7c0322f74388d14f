import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SourceFile, sourceProblems } from './source-rules.ts';

const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
const CONFIG = '.dependency-cruiser.cjs';

const Cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

/** One breach of a wall: the rule's name, the file, and what it must not reach. */
export type Breach = { rule: string; from: string; to: string };

/** What the cruise of a tree found. `files`: the files it really read. */
export type Cruised = { files: string[]; breaches: Breach[] };

/** Follows every import under `root`'s src and scripts and holds them against the rules. */
export async function cruise(root: string): Promise<Cruised> {
  const args = [join(process.cwd(), CRUISER), 'src', 'scripts', '--config', CONFIG];
  const text = await new Promise<string>((resolve, reject) => {
    const options = { cwd: root, maxBuffer: 256 * 1024 * 1024 };
    // Its exit code is the number of breaches; only an answer that is no JSON is a failure.
    execFile(process.execPath, [...args, '--output-type', 'json'], options, (error, out, words) =>
      out.startsWith('{') ? resolve(out) : reject(error ?? new Error(words)),
    );
  });
  const { modules, summary } = Cruise.parse(JSON.parse(text));
  return {
    files: modules.map((module) => module.source),
    breaches: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** Every source of `root`'s src and scripts, with its text; paths with `/`, from the root. */
export async function readSources(root: string): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const top of ['src', 'scripts']) {
    for (const entry of await readdir(join(root, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(join(root, '/').length).replaceAll('\\', '/');
      found.push({ path, text: await readFile(file, 'utf8') });
    }
  }
  return found;
}

/** All that is wrong with the walls of the tree at `root`, a sentence each; none means they stand. */
export async function wallProblems(root: string): Promise<string[]> {
  const [{ files, breaches }, sources] = await Promise.all([cruise(root), readSources(root)]);
  const read = new Set(files);
  // A cruiser without a compiler it knows reads nothing and finds nothing.
  const unread = sources.filter(({ path }) => /\.tsx?$/.test(path) && !read.has(path));
  return [
    ...breaches.map(({ rule, from, to }) => `${from} → ${to}: breaks the rule ${rule}.`),
    ...unread.map(({ path }) => `${path} was not read: its imports are unknown.`),
    ...sourceProblems(sources),
  ];
}
