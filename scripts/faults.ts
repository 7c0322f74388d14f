// `npm run faults`: how hard the program is to break. Each case has the real program (two web, two workers) on
// services of its own, breaks something in the middle of a broadcast, and prints a line of what the emulator
// counted. Exits 0 only when every case holds. `-- --short` for the short form, `-- --case name` for one case.
import { constants } from 'node:os';
import { openUndo, type Undo } from './demo/undo.ts';
import { STAGES } from './faults/cases/index.ts';
import type { Case } from './faults/fault-case.ts';
import { type Arguments, readArguments } from './faults/read-arguments.ts';
import { type Played, playStage } from './faults/stage.ts';
import { lineOf, problemsOf } from './faults/tell.ts';

/** What ends the programs of the cases that are played. */
const undos = new Set<Undo>();
let stopped = false;

const code = await Promise.race([main(process.argv.slice(2)), stopAsked()]);
await Promise.all([...undos].map((undo) => undo.all()));
process.exit(code);

async function main(args: string[]): Promise<number> {
  let asked: Arguments;
  try {
    const names = STAGES.flat().map(({ name }) => name);
    asked = readArguments(args, names);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const { short } = asked;
  const stages = await Promise.all(STAGES.map((cases) => toPlay(cases, asked)));
  let problems = 0;
  if (short) {
    const found = await Promise.all(stages.map((cases) => playTogether(cases, short)));
    problems = found.reduce((sum, count) => sum + count, 0);
  } else for (const one of stages.flat()) problems += await playTogether([one], short);
  console.error(
    problems === 0 ? 'Every case holds.' : `${problems} figures do not hold: see above.`,
  );
  return problems === 0 ? 0 : 1;
}

/** Those of the cases that are asked for and can be played here. */
async function toPlay(cases: readonly Case[], { name }: Arguments): Promise<Case[]> {
  const asked = cases.filter((one) => (name ?? one.name) === one.name);
  const reasons = await Promise.all(asked.map((one) => one.leftOut?.() ?? null));
  for (const [i, reason] of reasons.entries())
    if (reason) console.error(`${asked[i]!.name}: left out, ${reason}.`);
  return asked.filter((_, i) => !reasons[i]);
}

/** Plays cases on one program; gives how many of their figures do not hold. */
async function playTogether(cases: readonly Case[], short: boolean): Promise<number> {
  if (stopped || cases.length === 0) return 0;
  const undo = openUndo();
  undos.add(undo);
  let problems = 0;
  await playStage(cases, short, undo, (played) => {
    problems += tell(played);
  });
  await undo.all();
  undos.delete(undo);
  return problems;
}

/** Prints what became of a case; gives how many of its figures do not hold. */
function tell({ name, seconds, verdict, failure }: Played): number {
  if (stopped) return 1;
  if (verdict) console.log(lineOf(name, verdict.figures));
  const problems = verdict
    ? problemsOf(name, verdict)
    : [`${name}: could not be played. ${failure}`];
  for (const problem of problems) console.error(problem);
  console.error(`${name}: ${seconds} s`);
  return problems.length;
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
