import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Entry = { version?: string; optionalDependencies?: Record<string, string> };
const text = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
const packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages;

test('the lockfile names every optional package, also those for other kinds of machines', () => {
  // Written where a registry lacks some of them, npm leaves them out, and "npm ci" then refuses everywhere.
  const named = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});

test('the lockfile names no registry, so that it serves behind any mirror', () => {
  expect(text).not.toContain('"resolved": "http');
});
