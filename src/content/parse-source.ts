import { parseDocument } from 'yaml';
import { ContentError } from '#domain';
import type { SourceFile } from './sources.ts';

/**
 * The object a YAML or JSON file holds. JSON is read as the YAML it also is, so that a key written twice is
 * found in both. Throws a ContentError with the line.
 */
export function parseSource({ path, text }: SourceFile): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (!error) return document.toJS();
  const line = error.linePos?.[0].line;
  throw new ContentError(
    `${error.message.split('\n')[0]}: correct it`,
    path,
    line === undefined ? '' : `line ${line}`,
  );
}
