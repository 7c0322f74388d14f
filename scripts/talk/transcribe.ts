import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Document, isCollection } from 'yaml';
import type { Content } from '#content';
import { factsIn, unknownIn } from './read-arguments.ts';
import type { Step, Talk } from './talk.ts';
import { readTalk } from './talk-file.ts';
import { BOTH, type Transcript } from './transcript.ts';
import { transcriptOf } from './transcript-of.ts';

/** What is said at the end, and the exit code. */
export type Outcome = { told: string; code: 0 | 1 };

const USAGE = `npm run -s transcribe -- <talk.yaml> [--name short-name] [--about "What it shows."] [--other file]
  --other  her words in the other language: a talk that was kept, or a text file with a line for each message`;
const OPTIONS = ['--name', '--about', '--other'];

/** Turns a talk that was kept into a test: `<folder>/<flow>/<name>.yaml`, which must not be there yet. */
export function transcribe(args: readonly string[], content: Content, folder: string): Outcome {
  const asked = readAsked(args);
  if ('wrong' in asked) return failed(asked.wrong);
  const read = readTalk(asked.talk);
  if ('wrong' in read) return failed(read.wrong);
  const { talk } = read;
  const unknown = unknownIn(content, talk.flow, talk.language);
  if (unknown !== null) return failed(unknown);
  const other = asked.other === undefined ? { talk: null } : readOther(asked.other, talk);
  if ('wrong' in other) return failed(other.wrong);
  const made = transcriptOf(content, talk, other.talk, asked.about);
  if ('wrong' in made) return failed(made.wrong);
  const file = join(folder, talk.flow, `${asked.name}.yaml`);
  if (existsSync(file)) return failed(`${file} is there already: choose another --name.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatted(transcriptText(made.transcript), file));
  return { told: toldOf(file, made.transcript, made.leftOut), code: 0 };
}

type Asked = { talk: string; name: string; about?: string; other?: string };

function readAsked(args: readonly string[]): Asked | { wrong: string } {
  const plain: string[] = [];
  const given: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 1) {
    const name = args[i]!;
    if (!name.startsWith('--')) plain.push(name);
    else if (!OPTIONS.includes(name))
      return { wrong: `There is no option ${name}. There are: ${OPTIONS.join(', ')}.` };
    else {
      i += 1;
      if (args[i] === undefined) return { wrong: `Write a value after ${name}.` };
      given[name] = args[i]!;
    }
  }
  const [talk, ...more] = plain;
  if (talk === undefined || more.length > 0) return { wrong: USAGE };
  const name = given['--name'] ?? basename(talk).replace(/\.ya?ml$/, '');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return { wrong: `“${name}” is no name for a test: give one as --name yes-with-headcount.` };
  return { talk, name, about: given['--about'], other: given['--other'] };
}

/** The same talk in the other language: one that was kept, or this one with the lines of a text file. */
function readOther(file: string, talk: Talk): { talk: Talk } | { wrong: string } {
  if (/\.ya?ml$/.test(file)) return readTalk(file);
  if (!existsSync(file)) return { wrong: `There is no file ${file}.` };
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const spoken = talk.steps.filter(({ says }) => says !== undefined).length;
  if (lines.length !== spoken)
    return { wrong: `${file} has ${lines.length} lines, and she writes ${spoken} times.` };
  const language = BOTH.find((one) => one !== talk.language)!;
  const inOther = (step: Step): Step =>
    step.says === undefined ? step : { ...step, says: lines.shift()!.trim() };
  const facts = factsIn(language, talk);
  return { talk: { ...talk, language, facts, steps: talk.steps.map(inOther) } };
}

/** A transcript as YAML: what happens on one line each, what is shown on lines of its own. */
function transcriptText(transcript: Transcript): string {
  const document = new Document(transcript, { compat: 'yaml-1.1' });
  for (const [i, turn] of transcript.turns.entries()) {
    for (const key of Object.keys(turn).filter((name) => name !== 'shows')) {
      const node = document.getIn(['turns', i, key], true);
      if (isCollection(node)) node.flow = true;
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** As the tree's own formatter writes it, so that the new test passes the check of the sources too. */
function formatted(text: string, file: string): string {
  const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'format', `--stdin-file-path=${basename(file)}`];
  const { status, stdout } = spawnSync(process.execPath, args, { input: text, encoding: 'utf8' });
  return status === 0 && stdout !== '' ? stdout : text;
}

function toldOf(file: string, { language, turns }: Transcript, leftOut: string[]): string {
  const left = leftOut.map((words) => `Left out, as the flow does not hear it: ${words}`);
  const both =
    language === undefined ? 'in both languages' : `in ${language} alone (--other adds the other)`;
  return [...left, `Written: ${file}, ${turns.length} turns, ${both}. Read it over.`].join('\n');
}

function failed(told: string): Outcome {
  return { told, code: 1 };
}
