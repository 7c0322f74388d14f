import { readFileSync, writeFileSync } from 'node:fs';
import { parse, parseDocument } from 'yaml';
import type { Transcript } from '../../scripts/talk/transcript.ts';

export * from '../../scripts/talk/transcript.ts';

export function readTranscript(file: string): Transcript {
  return parse(readFileSync(file, 'utf8')) as Transcript;
}

/** Writes what playing showed into the transcript's file, for a person to read over. */
export function rewriteTranscript(file: string, shows: Record<string, string[]>[]): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [i, show] of shows.entries()) document.setIn(['turns', i, 'shows'], show);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}
