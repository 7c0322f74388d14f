import { expect, test } from 'vitest';
import { contentFromSources, loadContent, readSources, sources, versionOf } from '#content';
import { ContentError } from '#domain';

const dirs = { flowsDir: 'flows', localesDir: 'locales' };
const content = loadContent(dirs);

test('stored sources compile to the same content, with the same version', () => {
  const stored = JSON.parse(JSON.stringify(sources(content)));
  const again = contentFromSources(stored);
  expect(again.version).toBe(content.version);
  expect(again.flow('rsvp')).toEqual(content.flow('rsvp'));
  expect(again.languages).toEqual(['en', 'es', 'hmn']);
});

test('the version is a sha256 that order and line ends do not change, and any word does', () => {
  const { files } = readSources(dirs);
  expect(content.version).toMatch(/^[0-9a-f]{64}$/);
  expect(versionOf({ files: [...files].reverse() })).toBe(content.version);
  const windows = files.map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') }));
  expect(versionOf({ files: windows })).toBe(content.version);
  const [first, ...others] = files;
  const changed = [{ ...first!, text: `${first!.text} ` }, ...others];
  expect(versionOf({ files: changed })).not.toBe(content.version);
});

test('every flow carries the version of its content', () => {
  for (const flow of Object.values(content.flows)) expect(flow.version).toBe(content.version);
});

test('asking for a flow there is not names the file that is missing', () => {
  expect(() => content.flow('poetry')).toThrow(ContentError);
  expect(() => content.flow('poetry')).toThrow('flows/poetry.yaml: there is no such flow');
  expect(() => content.flow('constructor')).toThrow(ContentError);
});

test('words that are broken today do not stop a version that was published before', () => {
  const { files } = sources(content);
  const older = files.map(({ path, text }) =>
    path === 'locales/es/common.json' ? { path, text: '{}' } : { path, text },
  );
  expect(contentFromSources({ files: older }).flow('rsvp').id).toBe('rsvp');
});
