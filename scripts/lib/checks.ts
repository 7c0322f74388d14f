import { spawn } from 'node:child_process';
import {
  checkAudioFiles,
  checkContent,
  contentFromSources,
  contentWarnings,
  readSources,
} from '#content';
import { wallProblems } from './walls.ts';

/** What a check found: nothing to print if all is well, but what should be known all the same. */
export type Found = { ok: boolean; report: string; warnings?: string[] };

/** One check of the whole tree, without running it. */
export type Check = { name: string; look: () => Promise<Found> };

/** All checks of `npm run check`, which are also the first steps of `npm test`: a new one is a row here. */
export const CHECKS: Check[] = [
  {
    name: 'format and lint',
    look: () => tool('@biomejs/biome/bin/biome', ['ci', '--colors=off', '.']),
  },
  { name: 'types', look: () => tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']) },
  { name: 'walls', look: () => walls(process.cwd()) },
  { name: 'flows and words', look: async () => content() },
];

/** A check with its outcome and the seconds it took. */
export type Checked = Found & { name: string; seconds: number };

/** Makes one check; one that cannot be made has failed. */
export async function make({ name, look }: Check): Promise<Checked> {
  const begun = Date.now();
  const found = await look().catch((error) => ({ ok: false, report: String(error) }));
  return { name, ...found, seconds: (Date.now() - begun) / 1000 };
}

/** The lines that tell a check's outcome: one, and what it found wrong. */
export function tell({ name, ok, report, seconds, warnings = [] }: Checked): string {
  const line = [
    `${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`,
    ...warnings.map((warning) => `  warning: ${warning}`),
  ].join('\n');
  return ok ? line : `${line}\n${report.trimEnd()}\n`;
}

/** Runs a tool of node_modules with our own Node. */
function tool(path: string, args: string[]): Promise<Found> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`node_modules/${path}`, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let report = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => {
        report += piece;
      });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, report }));
  });
}

async function walls(root: string): Promise<Found> {
  const problems = await wallProblems(root);
  return { ok: problems.length === 0, report: problems.join('\n') };
}

/** Every flow in every language: each problem with its file, line, its place in it, and the cure. */
function content(): Found {
  const dirs = { flowsDir: 'flows', localesDir: 'locales' };
  const read = contentFromSources(readSources(dirs));
  const problems = [...checkContent(read), ...checkAudioFiles(read, dirs.localesDir)];
  return {
    ok: problems.length === 0,
    report: problems.map(({ message }) => message).join('\n'),
    warnings: contentWarnings(read),
  };
}
