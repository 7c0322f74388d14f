// `npm run demo`: the main job as a story, played on the running program in this machine's own services. Exits 0
// only when every figure is what the story demands. Another story may be given: `npm run demo -- my-story.yaml`.
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { closingTable } from './demo/closing-table.ts';
import { type Figure, figuresOf } from './demo/figures.ts';
import { linesToLoad } from './demo/lines-to-load.ts';
import { instantAt } from './demo/local-minute.ts';
import { openProgress } from './demo/progress.ts';
import { load, report } from './demo/puente.ts';
import { openScreen } from './demo/screen.ts';
import { startParts } from './demo/start-parts.ts';
import { readStory } from './demo/story.ts';
import { tellStory } from './demo/tell-story.ts';
import { openUndo } from './demo/undo.ts';

const OWN_STORY = fileURLToPath(new URL('./demo/story.yaml', import.meta.url));
const begun = Date.now();
const undo = openUndo();

const code = await Promise.race([play(process.argv[2] ?? OWN_STORY), stopAsked()]);
await undo.all();
process.exit(code);

/** Plays the story on parts of its own; gives the exit code. */
async function play(file: string): Promise<number> {
  try {
    const story = readStory(file);
    const screen = openScreen(story);
    screen.opening();
    const progress = openProgress();
    const start = instantAt(story.begins, story.site.timeZone);
    const parts = await startParts(start, undo, progress.say);
    await load(parts, linesToLoad(story));
    progress.close();
    const told = await Promise.race([tellStory(story, parts, screen), parts.ended]);
    const figures = figuresOf(story, told, await report(parts, story.workshop.id));
    screen.rule();
    return close(figures, told.surprises);
  } catch (error) {
    if (!undo.signal.aborted)
      console.error(`\nThe demo could not go on. ${(error as Error).message}`);
    return 1;
  }
}

/** Prints the closing table and whether the story came out as it should; gives the exit code. */
function close(figures: Figure[], surprises: string[]): number {
  for (const line of closingTable(figures)) console.log(line);
  for (const surprise of surprises) console.log(styleText('red', `  ${surprise}`));
  const right = figures.every(({ expected, actual }) => expected === actual);
  const seconds = `${Math.round((Date.now() - begun) / 1000)} s`;
  console.log(
    right
      ? styleText(['bold', 'green'], `\nEvery figure is what the story demands (${seconds}).`)
      : styleText(['bold', 'red'], `\nNot what the story demands: see ✗ above (${seconds}).`),
  );
  return right ? 0 : 1;
}

/** Settles when somebody asks the demo to stop, with the code that says so. */
function stopAsked(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        console.error('\nStopping, and removing everything the demo started…');
        resolve(128 + constants.signals[signal]);
      });
    // Whoever read along has gone, as in `npm run demo | head`.
    process.stdout.on('error', () => resolve(1));
  });
}
