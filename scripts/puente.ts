// `npm run -s puente -- <command>`: what people and scripts ask of the running program. JSON lines on standard
// output and nothing else; exit 0 when the command did what it was asked, else 1 and a line {"error"}.
import { ConfigError } from '#domain';
import { loadLines } from '../src/load.ts';
import type { Ready } from './puente/command.ts';
import { COMMANDS } from './puente/commands/index.ts';
import { openWorld } from './puente/open-world.ts';

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError) return fail(error.message);
  process.stderr.write(`${String((error as Error)?.stack ?? error)}\n`);
  fail('The command failed: the error stream says why.');
});

async function main([name, text, ...rest]: string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
  if (rest.length > 0 || (name === 'load' && text !== undefined))
    return fail(
      name === 'load'
        ? 'load takes no argument: give it JSON lines on standard input.'
        : 'Give one JSON object as the only argument, in single quotes.',
    );
  if (name === 'load') return load();
  if (!command)
    return fail(
      `There is no command ${name ?? 'without a name'}. There are: load, ${Object.keys(COMMANDS).join(', ')}.`,
    );
  const ready = command(text);
  if (ready.kind === 'refused') return fail(ready.reason);
  await answer(ready.run);
}

async function answer(run: Ready): Promise<void> {
  const { world, close } = await openWorld();
  try {
    const outcome = await run(world);
    if (outcome.kind === 'done') print(outcome.answer);
    else fail(outcome.reason);
  } finally {
    await close();
  }
}

/** Every line has its own outcome, so a refused one is no failure of the command. */
async function load(): Promise<void> {
  if (process.stdin.isTTY) process.stderr.write('JSON lines, one a line; Ctrl-D ends them.\n');
  const { world, close } = await openWorld();
  try {
    // It may be the first to write to this database: one phone must be one contact from the start.
    await world.store.ready();
    for await (const outcome of loadLines(world, process.stdin)) print(outcome);
  } finally {
    await close();
  }
}

function print(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function fail(error: string): void {
  print({ error });
  process.exitCode = 1;
}
