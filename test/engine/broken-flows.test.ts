import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ContentError } from '#domain';
import { parseFlow } from '#engine';

const dir = 'test/engine/broken-flows';

test.each(readdirSync(dir))('the flow of %s is refused with file, place and cure', (name) => {
  const { path, message, flow } = parse(readFileSync(`${dir}/${name}`, 'utf8'));
  let refusal: unknown = null;
  try {
    parseFlow(flow, `flows/${name}`);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(ContentError);
  const { file, path: place, message: cure } = refusal as ContentError;
  expect({ file, place }).toEqual({ file: `flows/${name}`, place: path });
  expect(cure).toContain(message);
});
