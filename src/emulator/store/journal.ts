import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export type Journal<Entry> = { append: (entry: Entry) => void; close: () => void };

/**
 * Reads an append-only file of JSON lines; a file that is not there has none. A last line cut short by a
 * kill is left out; any other that cannot be read is an error that says what to do.
 */
export function readJournal<Entry>(file: string): Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const lines = text.split('\n');
  return lines.slice(0, -1).map((line, index) => {
    try {
      return JSON.parse(line) as Entry;
    } catch {
      throw new Error(
        `${file} is damaged in line ${index + 1}. Move it away to start with no messages.`,
      );
    }
  });
}

/**
 * Starts the file anew with `entries` (the compaction) and appends to it from there. Every entry is handed
 * to the operating system before `append` returns, so that a killed program has lost none.
 */
export function openJournal<Entry>(file: string, entries: Iterable<Entry>): Journal<Entry> {
  mkdirSync(dirname(file), { recursive: true });
  const lines = [...entries].map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(`${file}.new`, lines.join(''));
  renameSync(`${file}.new`, file);
  const descriptor = openSync(file, 'a');
  let open = true;
  return {
    append: (entry) => {
      // An answer still under way when the emulator stops may come in here last of all.
      if (open) writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
    close: () => {
      open = false;
      closeSync(descriptor);
    },
  };
}
