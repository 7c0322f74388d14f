// `npm run talk -- rsvp --language es`: plays a flow in the terminal, at once and without a database: lines
// typed are the family's, those with a colon are commands. Fed by a pipe it plays what it is fed and ends.
import { createInterface } from 'node:readline';
import { type Content, checkContent, contentFromSources, readSources } from '#content';
import { ContentError } from '#domain';
import { takeLine } from './talk/commands.ts';
import { readArguments } from './talk/read-arguments.ts';
import { show } from './talk/screen.ts';
import { openSession, plain, tellAll, tellOpening } from './talk/session.ts';
import { SHIPPED } from './talk/stand-in.ts';
import type { Talk } from './talk/talk.ts';
import { saveTalk } from './talk/talk-file.ts';

// Whoever read along has gone, as in `npm run talk … | head`.
process.stdout.on('error', () => process.exit(0));

try {
  const content = load();
  const asked = readArguments(process.argv.slice(2), content);
  if ('wrong' in asked) fail(asked.wrong);
  else {
    for (const fault of faultsOf(content, asked.talk.flow))
      show([plain(`Not ready yet: ${fault}`)]);
    await converse(asked.talk, asked.save);
  }
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  fail(error.message);
}

function load(): Content {
  return contentFromSources(readSources(SHIPPED));
}

/** What keeps this flow from being published; it can be tried all the same. */
function faultsOf(content: Content, flow: string): string[] {
  const isOfFlow = (file: string) =>
    file === `flows/${flow}.yaml` || file.endsWith(`/${flow}.json`);
  const faults = checkContent(content).filter(({ file }) => isOfFlow(file));
  return faults.map(({ message }) => message);
}

/** Plays until nobody writes any more. */
async function converse(asked: Talk, save: string | null): Promise<void> {
  const atTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const session = openSession(load, asked, !atTerminal);
  show([...tellOpening(session), ...tellAll(session)]);
  const input = createInterface({
    input: process.stdin,
    ...(atTerminal && { output: process.stdout, prompt: '\n> ' }),
    crlfDelay: Infinity,
  });
  if (atTerminal) input.prompt();
  for await (const line of input) {
    if (/^\s*:q(uit)?\s*$/.test(line)) break;
    const told = takeLine(session, line);
    if (told.length > 0) show(atTerminal ? told : [plain(''), ...told]);
    if (save !== null) saveTalk(save, session.talk);
    if (atTerminal) input.prompt();
  }
  input.close();
  // The prompt is left standing where the end came without a line.
  if (atTerminal) console.log('');
  if (save === null) return;
  saveTalk(save, session.talk);
  show([
    plain(
      `${atTerminal ? '' : '\n'}Kept in ${save}. To make a test of it: npm run -s transcribe -- ${save}`,
    ),
  ]);
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
