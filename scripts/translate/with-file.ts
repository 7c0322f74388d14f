import type { Sources } from '#content';

/** Sources with one file put in place of the one there is, or added. */
export function withFile({ files }: Sources, path: string, text: string): Sources {
  return { files: [...files.filter((file) => file.path !== path), { path, text }] };
}
