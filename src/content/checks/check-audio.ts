import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ContentError, type Language } from '#domain';
import { MOST_AUDIO_BYTES, manifestOf } from '../audio.ts';
import type { Content } from '../content.ts';
import { located } from '../lines.ts';
import { expectedTexts } from './expected-texts.ts';
import type { FlatText } from './flat-texts.ts';

/** Recordings of texts that nobody says. */
export function checkAudioKeys(content: Content, texts: FlatText[]): ContentError[] {
  const said = new Set(
    [...expectedTexts(content), ...texts].map(({ namespace, key }) => `${namespace}.${key}`),
  );
  return Object.entries(content.recordings).flatMap(([language, { texts: recorded }]) =>
    Object.keys(recorded)
      .filter((key) => !said.has(key))
      .map((key) => {
        const cure = 'no text is called so: name one as rsvp.invite, by its flow and key';
        return new ContentError(cure, manifestOf(language), `texts.${key}`);
      }),
  );
}

/**
 * What is wrong with the recordings' files on disk: one that is missing, too large or not what its name
 * says, one that no text names, and a folder without a manifest.
 */
export function checkAudioFiles(content: Content, localesDir: string): ContentError[] {
  const folders = namesIn(join(localesDir, 'audio'), (entry) => entry.isDirectory());
  const languages = new Set([...folders, ...Object.keys(content.recordings)]);
  return [...languages].flatMap((language) =>
    filesOf(content, language, join(localesDir, 'audio', language)).map((error) =>
      located(error, content.sources),
    ),
  );
}

function filesOf(content: Content, language: Language, folder: string): ContentError[] {
  const manifest = manifestOf(language);
  const recordings = content.recordings[language];
  if (!recordings) return [new ContentError('this file is missing: add it', manifest, '')];
  const there = namesIn(folder, (entry) => entry.isFile());
  const named = new Set(Object.values(recordings.texts));
  const unnamed = there.filter((name) => name !== 'audio.json' && !named.has(name));
  return [
    ...Object.entries(recordings.texts).flatMap(([key, name]) => {
      const cure = there.includes(name)
        ? faultOf(join(folder, name))
        : `${name} is missing: add it`;
      return cure === null ? [] : [new ContentError(cure, manifest, `texts.${key}`)];
    }),
    ...unnamed.map((name) => {
      const cure = `no text has ${name}: name it here, or take the file away`;
      return new ContentError(cure, manifest, 'texts');
    }),
  ];
}

function faultOf(path: string): string | null {
  const bytes = readFileSync(path);
  const name = path.split(/[\\/]/).at(-1);
  if (bytes.length > MOST_AUDIO_BYTES) {
    const size = Math.ceil(bytes.length / 1000);
    return `${name} has ${size} kB, and a phone takes ${MOST_AUDIO_BYTES / 1000}: make it shorter, or of 32 kbit/s`;
  }
  if (LOOKS_LIKE[extname(path)]!(bytes)) return null;
  return `${name} is no ${extname(path)} as phones take it: convert it, do not rename it`;
}

/** Twilio refuses a file that is not of the type it is served as. */
const LOOKS_LIKE: Record<string, (bytes: Buffer) => boolean> = {
  '.mp3': (bytes) => starts(bytes, 'ID3') || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0),
  '.ogg': (bytes) => starts(bytes, 'OggS') && bytes.subarray(0, 64).includes('OpusHead'),
  '.amr': (bytes) => starts(bytes, '#!AMR'),
  '.3gp': (bytes) => starts(bytes.subarray(4), 'ftyp3g'),
};

function starts(bytes: Buffer, sign: string): boolean {
  return bytes.subarray(0, sign.length).equals(Buffer.from(sign));
}

type Entry = { name: string; isFile: () => boolean; isDirectory: () => boolean };

/** The names in a folder, none where there is no such folder: no language need be recorded. */
function namesIn(folder: string, wanted: (entry: Entry) => boolean): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => wanted(entry) && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
