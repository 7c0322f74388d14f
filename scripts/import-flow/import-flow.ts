import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContentDirs, contentFromSources, readSources } from '#content';
import { slug } from './draft.ts';
import { type Made, makeFlow } from './make-flow.ts';
import { readExport } from './read-export.ts';
import { report } from './report.ts';

/** What the command prints, for people, and its exit code. */
export type Outcome = { told: string; code: 0 | 1 };

const USAGE = `npm run import-flow -- file.json [--flow "Name"] [--as name] [--into folder]
  --flow  which flow of the export, where it has several: its name or uuid
  --as    what the flow is called here; else as in RapidPro
  --into  a folder with flows/ and locales/; else those of this project`;

/** Brings one flow of a RapidPro export into the flows and locales of a folder, or writes nothing and says why. */
export function importFlow(args: string[]): Outcome {
  const asked = readArguments(args);
  if (!asked) return failed(USAGE);
  const { file, flow, as, into } = asked;
  if (!existsSync(file)) return failed(`There is no file ${file}.`);
  const read = readExport(readFileSync(file, 'utf8'), flow);
  if ('wrong' in read) return failed(read.wrong);
  const dirs = { flowsDir: join(into, 'flows'), localesDir: join(into, 'locales') };
  const lacking = Object.values(dirs).find((dir) => !existsSync(dir));
  if (lacking)
    return failed(`There is no folder ${lacking}: name one that holds flows/ and locales/.`);
  const name = as ?? slug(read.flow.name);
  if (name !== slug(name))
    return failed(`A flow is called by small letters, digits and _: --as ${slug(name)}`);
  const content = contentFromSources(readSources(dirs));
  const there = content.sources.files.find(({ path }) => isOf(path, name));
  if (there)
    return failed(
      `${there.path} is there already, and is not overwritten: give another name by --as, or remove it.`,
    );
  const made = makeFlow(content, read, name);
  if ('wrong' in made) return failed(made.wrong);
  writeAll(dirs, made);
  return { told: report(read.flow.name, made), code: 0 };
}

function readArguments(args: string[]) {
  const options = {
    flow: { type: 'string' },
    as: { type: 'string' },
    into: { type: 'string' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) return null;
    return { file, ...values, into: values.into ?? '.' };
  } catch {
    return null;
  }
}

function isOf(path: string, name: string): boolean {
  return path === `flows/${name}.yaml` || path.endsWith(`/${name}.json`);
}

function writeAll({ flowsDir, localesDir }: ContentDirs, { files }: Made): void {
  for (const { path, text } of files) {
    const isFlow = path.startsWith('flows/');
    const file = join(isFlow ? flowsDir : localesDir, path.replace(/^(flows|locales)\//, ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
}

function failed(told: string): Outcome {
  return { told, code: 1 };
}
