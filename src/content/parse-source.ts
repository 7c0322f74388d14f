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
  // The library's message goes on with the place, which we name ourselves.
  const cure = `${error.message.split(/ at line |\n/)[0]}: correct it`;
  throw new ContentError(cure, path, '', error.linePos?.[0].line ?? null);
}
