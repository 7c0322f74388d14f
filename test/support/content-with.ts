import { type Content, contentFromSources, readSources } from '#content';

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
