import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { ContentError } from '#domain';
import type { SourceFile, Sources } from './sources.ts';

/** A file read for its places: sources never change, and many errors may be of one file. */
type Read = { document: Document; lines: LineCounter };
const readBefore = new WeakMap<SourceFile, Read>();

/**
 * The same error with the line of its place in the sources: that of the key, or where the key is missing, of
 * what ought to hold it. Any other error, and one whose file does not exist, stays what it is.
 */
export function located<E>(error: E, { files }: Sources): E | ContentError {
  if (!(error instanceof ContentError) || error.line !== null) return error;
  const file = files.find(({ path }) => path === error.file);
  if (!file) return error;
  return new ContentError(error.cure, error.file, error.path, lineOf(file, error.path));
}

/** The line on which the key of a dotted path stands, or the deepest part of it that is there; from 1. */
export function lineOf(file: SourceFile, path: string): number {
  const { document, lines } = readOnce(file);
  let node: unknown = document.contents;
  let offset = 0;
  let rest = path === '' ? [] : path.split('.');
  while (rest.length > 0) {
    const step = stepInto(node, rest);
    if (!step) break;
    ({ node, offset, rest } = step);
  }
  return lines.linePos(offset).line;
}

type Step = { node: unknown; offset: number; rest: string[] };

/** One key or list item further; a key may itself hold dots. */
function stepInto(node: unknown, parts: string[]): Step | null {
  if (isSeq(node)) {
    const item = node.items[Number(parts[0])];
    if (!isNode(item) || !item.range) return null;
    return { node: item, offset: item.range[0], rest: parts.slice(1) };
  }
  if (!isMap(node)) return null;
  for (let length = 1; length <= parts.length; length += 1) {
    const name = parts.slice(0, length).join('.');
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair && isScalar(pair.key) && pair.key.range)
      return { node: pair.value, offset: pair.key.range[0], rest: parts.slice(length) };
  }
  return null;
}

function readOnce(file: SourceFile): Read {
  const known = readBefore.get(file);
  if (known) return known;
  const lines = new LineCounter();
  const read = { document: parseDocument(file.text, { lineCounter: lines }), lines };
  readBefore.set(file, read);
  return read;
}
