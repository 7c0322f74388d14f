import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { Talk } from './talk.ts';

/** Keeps a talk, so that it can be played again and become a test. */
export function saveTalk(file: string, talk: Talk): void {
  writeFileSync(file, stringify(talk, { lineWidth: 0, compat: 'yaml-1.1' }));
}

/** A talk that was kept, or the sentence that says why it cannot be read. */
export function readTalk(file: string): { talk: Talk } | { wrong: string } {
  if (!existsSync(file)) return { wrong: `There is no file ${file}.` };
  try {
    const result = Talk.safeParse(parse(readFileSync(file, 'utf8')));
    if (result.success) return { talk: result.data };
    const { path, message } = result.error.issues[0]!;
    return {
      wrong: `${file} is no talk${path.length > 0 ? ` (${path.join('.')})` : ''}: ${message}.`,
    };
  } catch (error) {
    return { wrong: `${file} is no YAML: ${(error as Error).message.split('\n')[0]}` };
  }
}
