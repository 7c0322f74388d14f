import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContent, contentFromSources, readSources, type Sources } from '#content';
import { ContentError } from '#domain';

const sound = readSources({ flowsDir: 'flows', localesDir: 'locales' });

/** One fault: what is changed in a file, and what its error must name. */
type Fault = {
  fault: string;
  file: string;
  from: string;
  to: string;
  /** A second change that the first needs, at the last place. */
  also?: [string, string];
  /** The text is written that often; and with its quotes as JSON writes them. */
  times?: number;
  quoted?: boolean;
  path: string;
  on?: string;
  cure: string;
};

const FAULTS: Fault[] = parse(readFileSync('test/content/faults.yaml', 'utf8'));

/** The first thing found wrong, or null. */
function firstFault(sources: Sources): ContentError | null {
  try {
    return checkContent(contentFromSources(sources))[0] ?? null;
  } catch (error) {
    return error as ContentError;
  }
}

/** The content of the project with one file changed, and that file's text. */
function broken({ file, from, to, also, times = 1, quoted }: Fault): [Sources, string] {
  const before = sound.files.find(({ path }) => path === file)!.text;
  const put = (quoted ? JSON.stringify(to).slice(1, -1) : to).repeat(times);
  const changed = before.replace(from, () => put);
  expect(changed).not.toBe(before);
  const end = also ? changed.lastIndexOf(also[0]) : changed.length;
  const text = changed.slice(0, end) + (also?.[1] ?? '');
  const files = sound.files.map((known) => (known.path === file ? { path: file, text } : known));
  return [{ files }, text];
}

test('the content of the project is sound', () => {
  expect(checkContent(contentFromSources(sound)).map(({ message }) => message)).toEqual([]);
});

describe('one fault is refused with file, line, place and cure', () => {
  test.each(FAULTS)('$fault', (fault) => {
    const [sources, text] = broken(fault);
    const error = firstFault(sources);
    expect(error).toBeInstanceOf(ContentError);
    const { file, path, line, message } = error!;
    expect({ file, path }).toEqual({ file: fault.file, path: fault.path });
    expect(message).toContain(fault.cure);
    expect(message).toContain(`${file}:${line}`);
    expect(text.split('\n')[line! - 1]).toContain(fault.on ?? fault.path.split('.').at(-1));
  });
});

test('there are at least forty such faults, each of its own kind', () => {
  expect(new Set(FAULTS.map(({ fault }) => fault)).size).toBe(FAULTS.length);
  expect(FAULTS.length).toBeGreaterThanOrEqual(40);
});

test('a language folder without language.json is refused', () => {
  const files = [...sound.files, { path: 'locales/tlh/rsvp.json', text: '{}' }];
  expect(() => contentFromSources({ files })).toThrow(
    'locales/tlh/language.json: this file is missing',
  );
});

test('content without English is refused, and so is content without any language', () => {
  const without = (folder: string) =>
    firstFault({ files: sound.files.filter(({ path }) => !path.startsWith(folder)) });
  expect(without('locales/en/')?.message).toBe(
    'locales/en: this language is missing: add its folder',
  );
  expect(without('locales/')?.file).toBe('locales');
});

test('a review that names nobody, or something else than hashes, is refused', () => {
  const at = '2026-09-12T17:00:00Z';
  const fault = (review: object) =>
    firstFault({
      files: [...sound.files, { path: 'locales/es/review.json', text: JSON.stringify(review) }],
    });
  expect(fault({ by: ' ', at, texts: {} })?.message).toContain(
    'locales/es/review.json:1 at by: name who read the texts',
  );
  expect(fault({ by: 'Ana', at: 'ayer', texts: {} })?.path).toBe('at');
  expect(fault({ by: 'Ana', at, texts: { 'rsvp.welcome': 'yes' } })?.path).toBe(
    'texts.rsvp.welcome',
  );
  expect(fault({ by: 'Ana', at, texts: {} })).toBeNull();
});

test('a flow file by another ending is not left out in silence', () => {
  const files = sound.files.map(({ path, text }) => ({
    path: path.replace(/^flows\/seat_offer.yaml$/, 'flows/seat_offer.yml'),
    text,
  }));
  expect(firstFault({ files })?.message).toBe(
    'flows/seat_offer.yml:1: its name must end in .yaml: rename it',
  );
});
