import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { flowSchema } from '#engine';
import { flowReadme } from './readme.ts';

/** The files made of the engine's own shapes and words, as they are to stand in the tree. */
export function generatedFiles(): Record<string, string> {
  const prose = readFileSync('scripts/flow-docs/prose.md', 'utf8');
  const made = {
    'flows/flow.schema.json': JSON.stringify(flowSchema()),
    'flows/README.md': flowReadme(prose),
  };
  return Object.fromEntries(Object.entries(made).map(([file, text]) => [file, tidy(file, text)]));
}

/** As the formatter would have it, so that nothing else in the tree rewrites it. */
function tidy(file: string, text: string): string {
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  const args = [biome, 'format', `--stdin-file-path=${file}`];
  return execFileSync(process.execPath, args, { input: text, encoding: 'utf8' });
}
