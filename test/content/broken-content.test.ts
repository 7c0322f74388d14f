import { describe, expect, test } from 'vitest';
import { checkContent, contentFromSources, readSources } from '#content';
import { ContentError } from '#domain';

const sound = readSources({ flowsDir: 'flows', localesDir: 'locales' });

/** The first thing found wrong when one place of one file is changed. */
function fault(path: string, from: string | RegExp, to: string): ContentError {
  const before = sound.files.find((file) => file.path === path)!;
  const text = before.text.replace(from, to);
  expect(text).not.toBe(before.text);
  const files = sound.files.map((file) => (file.path === path ? { path, text } : file));
  try {
    return checkContent(contentFromSources({ files }))[0]!;
  } catch (error) {
    return error as ContentError;
  }
}

test('the content of the project is sound', () => {
  expect(checkContent(contentFromSources(sound)).map(({ message }) => message)).toEqual([]);
});

/** One fault each: file, what is changed to what, then the place and the cure that are named. */
const FAULTS: [string, string, string | RegExp, string, string, string][] = [
  [
    'a text is missing',
    'locales/en/rsvp.json',
    /"welcome": .*/,
    '"unsaid": ""',
    'unsaid',
    'write a text here',
  ],
  [
    'a text is not said',
    'locales/es/rsvp.json',
    '"welcome"',
    '"wellcome"',
    'welcome',
    'nodes.welcome.text says it: add this text',
  ],
  [
    'a plural form is missing',
    'locales/es/rsvp.json',
    '"booked_other"',
    '"booked_few"',
    'booked_other',
    'add this text',
  ],
  [
    'a text nobody says',
    'locales/es/common.json',
    '"media":',
    '"extra": "Hola.",\n  "media":',
    'extra',
    'nothing says it: remove it',
  ],
  [
    'a topic has no answer',
    'locales/es/common.json',
    '"location"',
    '"locations"',
    'topics.location.true',
    'add this text',
  ],
  [
    'a value nobody gives',
    'locales/es/rsvp.json',
    'Anotamos que va por Zoom',
    'Hola {{nombre}}',
    'mode_zoom',
    'nobody gives {{nombre}}',
  ],
  [
    'languages speak of different values',
    'locales/en/rsvp.json',
    'See you at {{place}}',
    'See you there',
    'mode_here',
    'it speaks of nothing, locales/es/rsvp.json of place',
  ],
  [
    'a text is too long',
    'locales/es/rsvp.json',
    'De nada.',
    `De nada${' y gracias'.repeat(32)}, mamá.`,
    'welcome',
    'takes 5 segments',
  ],
  [
    'reply CANCEL',
    'locales/en/rsvp.json',
    'You are welcome.',
    'Reply CANCEL to stop.',
    'welcome',
    'never ask for CANCEL',
  ],
  [
    'responda cancelar',
    'locales/es/rsvp.json',
    'De nada.',
    "Responda 'cancelar' si no va.",
    'welcome',
    'never ask for CANCEL',
  ],
  [
    'nesting',
    'locales/en/rsvp.json',
    'You are welcome.',
    '$t(attend)',
    'welcome',
    'texts neither nest',
  ],
  [
    'a period after a time',
    'locales/en/common.json',
    'It starts at {{startsAt, time}}',
    'It starts at {{startsAt, time}}.',
    'topics.time.true',
    'a time ends with a period of its own',
  ],
  [
    'dear typography',
    'locales/en/rsvp.json',
    'You are welcome.',
    'You’re welcome.',
    'welcome',
    'use plain quotes',
  ],
  [
    'JSON that cannot be read',
    'locales/en/rsvp.json',
    '"welcome":',
    '"welcome"',
    'line',
    'correct it',
  ],
  [
    'a key written twice',
    'locales/en/rsvp.json',
    '"welcome":',
    '"sorry": "x",\n  "welcome":',
    'line',
    'unique',
  ],
  [
    'YAML that cannot be read',
    'flows/rsvp.yaml',
    'needs: [workshop]',
    'needs: [workshop',
    'line',
    'correct it',
  ],
  [
    'a flow of another name',
    'flows/rsvp.yaml',
    'flow: rsvp',
    'flow: reply',
    'flow',
    'name it `rsvp`',
  ],
  [
    'a topic there is not',
    'flows/rsvp.yaml',
    'topics: [late_ok]',
    'topics: [lateness]',
    'nodes.late.topics.0',
    'there is no answer to `lateness`',
  ],
  [
    'a flow that is broken',
    'flows/rsvp.yaml',
    'maybe: maybe, late: headcount }',
    'maybe: perhaps, late: headcount }',
    'nodes.invite.on.maybe',
    'there is no node `perhaps`',
  ],
  [
    'a language without its settings',
    'locales/en/language.json',
    '"locale"',
    '"local"',
    'locale',
    'this field is missing',
  ],
];

describe('one fault is refused with file, place and cure', () => {
  test.each(FAULTS)('%s', (_, path, from, to, place, cure) => {
    const error = fault(path, from, to);
    expect(error).toBeInstanceOf(ContentError);
    expect(error.file).toBe(path);
    expect(error.path).toContain(place);
    expect(error.message).toContain(cure);
  });
});

test('a language folder without language.json is refused', () => {
  const files = [...sound.files, { path: 'locales/hmn/rsvp.json', text: '{}' }];
  expect(() => contentFromSources({ files })).toThrow(
    'locales/hmn/language.json: this file is missing',
  );
});

test('content without any language is refused', () => {
  const files = sound.files.filter(({ path }) => path.startsWith('flows/'));
  expect(checkContent(contentFromSources({ files })).map(({ file }) => file)).toEqual(['locales']);
});
