import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contentFromSources, loadContent, readSources } from '#content';
import { dirsWithAudio, TINY_MP3 } from '../support/content-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'puente-audio-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;

/** The content with one language's recordings; throws the first thing that is wrong with it. */
function load(manifest: object | undefined, files: Record<string, Buffer>, language = 'mam') {
  made += 1;
  return loadContent(
    dirsWithAudio(join(folder, String(made)), { [language]: { manifest, files } }),
  );
}

const by = 'Juana Pérez';

test('a recording belongs to a text by its key, in the language spoken or its base', () => {
  const texts = { 'rsvp.booked': 'booked.mp3', 'rsvp.booked_one': 'one.mp3' };
  const content = load({ by, texts }, { 'booked.mp3': TINY_MP3, 'one.mp3': TINY_MP3 });
  const recording = (language: string, keys: string[]) =>
    content.recording({ language, namespace: 'rsvp', keys });
  expect(recording('mam', ['booked_other', 'booked'])).toBe('/audio/mam/booked.mp3');
  expect(recording('mam', ['booked_one', 'booked'])).toBe('/audio/mam/one.mp3');
  expect(recording('mam-gt', ['booked'])).toBe('/audio/mam/booked.mp3');
  expect(recording('mam', ['maybe_noted'])).toBeNull();
  expect(recording('es', ['booked'])).toBeNull();
  expect(recording('constructor', ['booked'])).toBeNull();
  expect(content.languages).not.toContain('audio');
});

test('a publication keeps which text is recorded, as it keeps the words', () => {
  const texts = { 'rsvp.welcome': 'welcome.mp3' };
  const dirs = dirsWithAudio(join(folder, 'published'), {
    mam: { manifest: { by, texts }, files: { 'welcome.mp3': TINY_MP3 } },
  });
  const sources = readSources(dirs);
  const content = contentFromSources(JSON.parse(JSON.stringify(sources)));
  expect(content.recordings).toEqual({ mam: { by, texts } });
  expect(content.version).not.toBe(
    contentFromSources(readSources({ flowsDir: 'flows', localesDir: 'locales' })).version,
  );
});

test.each([
  ['mp3', Buffer.from([0xff, 0xfb, 0x90, 0])],
  ['ogg', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead')])],
  ['amr', Buffer.from('#!AMR\n')],
  ['3gp', Buffer.concat([Buffer.alloc(4), Buffer.from('ftyp3gp4')])],
])('a .%s that is one is taken', (ending, bytes) => {
  const texts = { 'rsvp.welcome': `w.${ending}` };
  expect(load({ by, texts }, { [`w.${ending}`]: bytes }).recordings.mam?.texts).toEqual(texts);
});

describe('refused, with file, place and cure', () => {
  const file = { 'w.mp3': TINY_MP3 };
  test.each<[string, object | undefined, Record<string, Buffer>, string, RegExp]>([
    [
      'an unknown key',
      { by, texts: { 'rsvp.hello': 'w.mp3' } },
      file,
      'texts.rsvp.hello',
      /no text is called so/,
    ],
    [
      'a missing file',
      { by, texts: { 'rsvp.welcome': 'w.mp3' } },
      {},
      'texts.rsvp.welcome',
      /w\.mp3 is missing: add it/,
    ],
    [
      'a large file',
      { by, texts: { 'rsvp.welcome': 'w.mp3' } },
      { 'w.mp3': Buffer.concat([TINY_MP3, Buffer.alloc(500_000)]) },
      'texts.rsvp.welcome',
      /501 kB, and a phone takes 500/,
    ],
    [
      'a type that phones do not take',
      { by, texts: { 'rsvp.welcome': 'w.wav' } },
      {},
      'texts.rsvp.welcome',
      /\.mp3, \.ogg, \.amr or \.3gp/,
    ],
    [
      'a renamed file',
      { by, texts: { 'rsvp.welcome': 'w.mp3' } },
      { 'w.mp3': Buffer.from('RIFF....WAVE') },
      'texts.rsvp.welcome',
      /no \.mp3 as phones take it/,
    ],
    [
      'Ogg without Opus',
      { by, texts: { 'rsvp.welcome': 'w.ogg' } },
      { 'w.ogg': Buffer.from('OggS and Vorbis') },
      'texts.rsvp.welcome',
      /no \.ogg as phones take it/,
    ],
    [
      'an empty file',
      { by, texts: { 'rsvp.welcome': 'w.mp3' } },
      { 'w.mp3': Buffer.alloc(0) },
      'texts.rsvp.welcome',
      /no \.mp3/,
    ],
    [
      'a path out of the folder',
      { by, texts: { 'rsvp.welcome': '../w.mp3' } },
      {},
      'texts.rsvp.welcome',
      /small letters and digits/,
    ],
    [
      'a long name',
      { by, texts: { 'rsvp.welcome': 'a-name-beyond-twenty.mp3' } },
      {},
      'texts.rsvp.welcome',
      /at most 20 letters/,
    ],
    ['nobody who speaks', { texts: {} }, {}, 'by', /./],
    ['a file that no text names', { by, texts: {} }, file, 'texts', /no text has w\.mp3/],
    ['no manifest', undefined, file, '', /this file is missing: add it/],
  ])('%s', (_what, manifest, files, path, cure) => {
    expect(() => load(manifest, files)).toThrow(
      expect.objectContaining({
        file: 'locales/audio/mam/audio.json',
        path,
        message: expect.stringMatching(cure),
      }),
    );
  });
});
