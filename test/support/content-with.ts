import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, type ContentDirs, contentFromSources, readSources } from '#content';

const SOUND = readSources({ flowsDir: 'flows', localesDir: 'locales' });

/** The content of the project with files changed or added: an object is written as JSON, null takes it out. */
export function contentWith(changes: Record<string, object | string | null>): Content {
  const kept = SOUND.files.filter(({ path }) => !Object.hasOwn(changes, path));
  const added = Object.entries(changes).flatMap(([path, text]) =>
    text === null
      ? []
      : [{ path, text: typeof text === 'string' ? text : JSON.stringify(text, null, 2) }],
  );
  return contentFromSources({ files: [...kept, ...added] });
}

/** What a JSON file of the project holds. */
export function jsonOf(path: string) {
  return JSON.parse(SOUND.files.find((file) => file.path === path)!.text);
}

/** A tiny file that begins as an MP3 does; it plays nothing. */
export const TINY_MP3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(61)]);

/** The project's flows, and its words with recordings beside them, in a folder of the test's own. */
export function dirsWithAudio(
  folder: string,
  recordings: Record<string, { manifest?: object; files?: Record<string, Buffer> }>,
): ContentDirs {
  const localesDir = join(folder, 'locales');
  cpSync('locales', localesDir, { recursive: true });
  for (const [language, { manifest, files = {} }] of Object.entries(recordings)) {
    const dir = join(localesDir, 'audio', language);
    mkdirSync(dir, { recursive: true });
    if (manifest) writeFileSync(join(dir, 'audio.json'), JSON.stringify(manifest, null, 2));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  }
  return { flowsDir: 'flows', localesDir };
}
