import { z } from 'zod';
import type { Language } from '#domain';
import { parsed } from '#engine';

/**
 * What phones play by MMS and WhatsApp alike, by the end of a file's name (Twilio: accepted content types
 * for media; WhatsApp takes Ogg only with Opus in it).
 */
export const AUDIO_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  amr: 'audio/amr',
  '3gp': 'audio/3gpp',
};

/** Twilio takes 500 kB of media that is no picture in one message (its OpenAPI, `MediaUrl`). */
export const MOST_AUDIO_BYTES = 500_000;

/** At most 20 letters without blanks or signs, which is what Twilio says phones show. */
const FileName = z
  .string()
  .max(20, 'name the file with at most 20 letters')
  .regex(
    /^[a-z0-9][a-z0-9_-]*\.(mp3|ogg|amr|3gp)$/,
    'name the file in small letters and digits, ending in .mp3, .ogg, .amr or .3gp: MMS and WhatsApp take no other',
  );

/**
 * The recordings of one language, `locales/audio/<language>/audio.json`: who speaks, and the file beside it
 * for each text that has one, by namespace and key (`rsvp.invite`).
 */
export const Recordings = z.strictObject({
  by: z.string().trim().min(1, 'name who speaks, and has so read the texts'),
  texts: z.record(z.string(), FileName),
});

export type Recordings = z.infer<typeof Recordings>;

/** A manifest as it stands in its file; throws a ContentError where it is none. */
export function parseRecordings(object: unknown, file: string): Recordings {
  return parsed(Recordings, object, file, '');
}

/** The manifest of a language, by its path as authors know it. */
export function manifestOf(language: Language): string {
  return `locales/audio/${language}/audio.json`;
}

/** A text that may have been recorded: `keys` are what it is called, the most particular first. */
export type Spoken = { language: Language; namespace: string; keys: readonly string[] };

/**
 * Where a text's recording is served, below the program's public address; null where her language, or its
 * base, has none of it.
 */
export function recordingAt(
  all: Record<Language, Recordings>,
  { language, namespace, keys }: Spoken,
): string | null {
  for (const folder of [language, language.split('-')[0]!]) {
    const texts = Object.hasOwn(all, folder) ? all[folder]!.texts : {};
    const key = keys.find((name) => Object.hasOwn(texts, `${namespace}.${name}`));
    if (key !== undefined) return `/audio/${folder}/${texts[`${namespace}.${key}`]}`;
  }
  return null;
}
