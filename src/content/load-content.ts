import { checkAudioFiles } from './checks/check-audio.ts';
import { checkContent } from './checks/check-content.ts';
import { type Content, contentFromSources } from './content.ts';
import { type ContentDirs, readSources } from './sources.ts';

/**
 * Reads flows and words from disk and checks everything: each flow in each language, lengths included.
 * Throws the first ContentError found.
 */
export function loadContent(dirs: ContentDirs): Content {
  const content = contentFromSources(readSources(dirs));
  const [first] = [...checkContent(content), ...checkAudioFiles(content, dirs.localesDir)];
  if (first) throw first;
  return content;
}
