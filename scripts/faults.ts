// `npm run faults`: how hard the program is to break. Each case starts the real program (two web, two workers) on
// services of its own, breaks something in the middle of a broadcast, and prints a line of what the emulator
// counted. Exits 0 only when every case holds. `-- --short` for the short form, `-- --case name` for one case.
import { constants } from 'node:os';
import { openUndo } from './demo/undo.ts';
import { CASES } from './faults/cases/index.ts';
import type { Case } from './faults/fault-case.ts';
import { type Arguments, readArguments } from './faults/read-arguments.ts';
import { lineOf, problemsOf } from './faults/tell.ts';

/** What ends the parts of the case that is played. */
let undo = openUndo();
let stopped = false;

const code = await Promise.race([main(process.argv.slice(2)), stopAsked()]);
await undo.all();
process.exit(code);

async function main(args: string[]): Promise<number> {
  let asked: Arguments;
  try {
    asked = readArguments(
      args,
      CASES.map(({ name }) => name),
    );
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  let problems = 0;
  for (const one of CASES) {
    if (!stopped && (asked.name ?? one.name) === one.name)
      problems += await playAndTell(one, asked.short);
  }
  console.error(
    problems === 0 ? 'Every case holds.' : `${problems} figures do not hold: see above.`,
  );
  return problems === 0 ? 0 : 1;
}

/** Plays one case; gives how many of its figures do not hold. */
async function playAndTell(one: Case, short: boolean): Promise<number> {
  const reason = one.leftOut?.(short);
  if (reason) {
    console.error(`${one.name}: left out, ${reason}.`);
    return 0;
  }
  const begun = Date.now();
  const own = openUndo();
  undo = own;
  try {
    const verdict = await one.play(short, own);
    console.log(lineOf(one.name, verdict.figures));
    const problems = problemsOf(one.name, verdict);
    for (const problem of problems) console.error(problem);
    return problems.length;
  } catch (error) {
    if (!own.signal.aborted)
      console.error(`${one.name}: could not be played. ${(error as Error).stack ?? error}`);
    return 1;
  } finally {
    await own.all();
    console.error(`${one.name}: ${Math.round((Date.now() - begun) / 1000)} s`);
  }
}

/** Settles when somebody asks the harness to stop, with the code that says so. */
function stopAsked(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        stopped = true;
        console.error('Stopping, and removing everything that was started…');
        resolve(128 + constants.signals[signal]);
      });
  });
}
