import { once } from 'node:events';
import { ConfigError, ContentError } from '#domain';
import { readConfig } from './config.ts';
import { startProgram } from './start-program.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

// A terminal that was closed while we stop must not cut the stopping short.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** The program: reads its settings, starts its parts, and stops them in order when it is asked to. */
async function main(): Promise<void> {
  const asked = stopSignal();
  const program = await startProgram(readConfig(), say, asked);
  if (!program) return;
  if (!asked.aborted) await once(asked, 'abort');
  await program.stop();
  say('Stopped.');
}

/** Aborted by the first signal to end, at any time; further ones, as an impatient Ctrl-C, change nothing. */
function stopSignal(): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (!asked.signal.aborted) say('Stopping: finishing what is under way…');
      asked.abort();
    });
  return asked.signal;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof ConfigError || error instanceof ContentError;
    process.stderr.write(`${known ? error.message : String((error as Error)?.stack ?? error)}\n`);
    process.exit(1);
  },
);
