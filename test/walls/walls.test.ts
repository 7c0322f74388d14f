import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceProblems } from '../../scripts/lib/source-rules.ts';
import { type Cruised, cruise, wallProblems } from '../../scripts/lib/walls.ts';

const ROOT = join(import.meta.dirname, '../..');
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const ruleNames = config.forbidden.map((rule) => rule.name);

/** The stack of design §2, lowest first, written down a second time on purpose. */
const STACK = (
  'domain understanding engine storage queue content channels contacts outbox inbox workshops surveys ' +
  'broadcasts conversations dispatch web worker'
).split(' ');
const SIDES = ['services', 'emulator'];

/** Each rule's breach: the file that commits it, and its text. */
const breaches = new Map<string, { path: string; text: string }>();
const plant = (rule: string, path: string, text: string) => breaches.set(rule, { path, text });

STACK.forEach((room, height) => {
  const above = STACK[height + 1];
  const target = above ? `#${above}` : '../main.ts';
  const text = `import type { Thing } from '${target}';\nexport type Mine = Thing;`;
  plant(`no-upward-import-from-${room}`, `src/${room}/upward.ts`, text);
});
for (const room of SIDES)
  plant(
    `${room}-imports-only-domain`,
    `src/${room}/sideways.ts`,
    "import type { Thing } from '#understanding';\nexport type Mine = Thing;",
  );
for (const name of ruleNames.filter((rule) => /^vendor-(?!unlisted$)/.test(rule))) {
  const vendor = name.slice('vendor-'.length);
  const path = `src/contacts/takes-${vendor.replace(/\W/g, '-')}.ts`;
  plant(name, path, `import type { Thing } from '${vendor}';\nexport type Mine = Thing;`);
}
plant('vendor-unlisted', 'src/contacts/takes-more.ts', "import 'left-pad';");
plant('only-through-index', 'src/contacts/inside.ts', "import '../domain/inner.ts';");
plant('only-by-room-name', 'src/contacts/relative.ts', "import '../domain/index.ts';");
plant('top-only-through-index', 'src/load.ts', "import './domain/inner.ts';");
plant('scripts-only-through-index', 'scripts/inside.ts', "import '../src/domain/inner.ts';");
plant(
  'src-imports-no-scripts-or-tests',
  'src/contacts/script.ts',
  "import '../../scripts/one.ts';",
);
plant('only-known-rooms', 'src/mystery/index.ts', "import '#domain';\nexport type Thing = 1;");
plant('only-known-rooms-imported', 'src/world.ts', "import '#mystery';");
plant(
  'no-cycle',
  'src/contacts/circle-back.ts',
  "import type { Circle } from './circle.ts';\nexport type Other = Circle | 2;",
);
plant('no-unresolvable', 'src/contacts/nowhere.ts', "import '#nowhere';");

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A small tree with the real rules: every room with an index and an inside, every vendor by name. */
function tree(extra: { path: string; text: string }[]): string {
  const root = mkdtempSync(join(tmpdir(), 'walls-'));
  folders.push(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(ROOT, file), join(root, file));
  for (const room of [...STACK, ...SIDES]) {
    write(`src/${room}/inner.ts`, 'export type Thing = 1;');
    write(`src/${room}/index.ts`, "export type * from './inner.ts';");
  }
  const lawful = STACK.slice(1).map((room, below) => ({
    path: `src/${room}/lawful.ts`,
    text: `import type { Thing } from '#${STACK[below]}';\nimport { z } from 'zod';\nexport type Mine = Thing;\nexport { z };`,
  }));
  const vendors = ruleNames
    .filter((rule) => rule.startsWith('vendor-'))
    .map((rule) => rule.slice(7));
  for (const name of [...vendors, 'zod', 'left-pad']) {
    const manifest = { name, version: '1.0.0', type: 'module', main: 'index.js' };
    write(`node_modules/${name}/package.json`, JSON.stringify(manifest));
    write(`node_modules/${name}/index.js`, 'export const z = 1;');
  }
  write('src/main.ts', "import type { Thing } from '#worker';\nexport type Mine = Thing;");
  write('scripts/one.ts', "import type { Mine } from '../src/main.ts';\nexport type One = Mine;");
  for (const { path, text } of [...lawful, ...extra]) write(path, text);
  return root;
}

describe('the real tree', () => {
  test('keeps every wall', { timeout: 60_000 }, async () => {
    expect(await wallProblems(ROOT)).toEqual([]);
    expect((await cruise(ROOT)).files.length).toBeGreaterThan(0);
  });
});

describe('a small tree', () => {
  let broken: Cruised;

  beforeAll(async () => {
    const circle = {
      path: 'src/contacts/circle.ts',
      text: "import type { Other } from './circle-back.ts';\nexport type Circle = Other | 1;",
    };
    broken = await cruise(tree([...breaches.values(), circle]));
  });

  test('that keeps the rules has no breach', async () => {
    const { files, breaches: found } = await cruise(tree([]));
    expect(found).toEqual([]);
    expect(files).toContain('src/worker/lawful.ts');
  });

  test('that is built is read in its sources, not in what was compiled', async () => {
    const compiled = { path: 'dist/src/worker/index.js', text: 'export {};' };
    const upward = breaches.get('no-upward-import-from-web')!;
    const { breaches: found } = await cruise(tree([compiled, upward]));
    expect(found.map(({ rule }) => rule)).toContain('no-upward-import-from-web');
  });

  test.each(ruleNames)('with a planted breach of %s is caught by that name', (name) => {
    const planted = breaches.get(name);
    expect(planted, 'every rule needs a breach planted here').toBeDefined();
    const caught = broken.breaches.filter(({ rule }) => rule === name);
    expect(caught.map(({ from }) => from)).toContain(planted!.path);
  });

  test('of which nothing was read does not pass', async () => {
    const root = tree([]);
    writeFileSync(
      join(root, '.dependency-cruiser.cjs'),
      "module.exports = { forbidden: [], options: { exclude: { path: '.' } } };",
    );
    const problems = await wallProblems(root);
    expect(problems).toContainEqual('src/domain/index.ts was not read: its imports are unknown.');
  });
});

describe('what no import shows', () => {
  const readme = { path: 'src/contacts/README.md', text: '# contacts\n' };
  const problems = (path: string, text: string) => sourceProblems([readme, { path, text }]);

  test.each([
    ['process.env', 'const port = process.env.PORT;'],
    ['process .env over two lines', 'const port = process\n  .env.PORT;'],
    ['an imported env', "import { env } from 'node:process';"],
  ])('the environment read outside src/config.ts: %s', (_, text) => {
    expect(problems('src/contacts/find.ts', text)).toEqual([
      'src/contacts/find.ts reads the environment: only src/config.ts does.',
    ]);
    expect(problems('src/config.ts', text)).toEqual([]);
  });

  test('a file of more than 300 lines, unless it is a table', () => {
    const long = 'x;\n'.repeat(301);
    expect(problems('src/contacts/long.ts', long)).toEqual([
      'src/contacts/long.ts has 301 lines: 300 is the most.',
    ]);
    expect(problems('src/contacts/zones-table.ts', long)).toEqual([]);
    expect(problems('src/contacts/long.ts', 'x;\n'.repeat(300))).toEqual([]);
  });

  test.each(['contact-manager', 'utils', 'contact-service', 'helper', 'data', 'handle', 'process'])(
    'the empty name %s',
    (name) => {
      expect(problems(`src/contacts/${name}.ts`, '')).toEqual([
        expect.stringMatching(/says nothing as a name/),
      ]);
    },
  );

  test('a name that is not kebab-case', () => {
    expect(problems('src/contacts/findContact.ts', '')).toEqual([
      'src/contacts/findContact.ts: file names are kebab-case.',
    ]);
  });

  test('a room without a README, or with a long one', () => {
    expect(sourceProblems([{ path: 'src/web/index.ts', text: '' }])).toEqual([
      'src/web has no README.md.',
    ]);
    expect(sourceProblems([{ path: 'src/web/README.md', text: 'x\n'.repeat(26) }])).toEqual([
      'src/web/README.md has 26 lines: 25 is the most.',
    ]);
  });
});
