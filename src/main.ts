import { ConfigError, ContentError } from '#domain';
import { readConfig } from './config.ts';
import { startProgram } from './start-program.ts';

/** The program: reads its settings, starts its parts, and stops them in order when it is asked to. */
async function main(): Promise<void> {
  const program = await startProgram(readConfig(), (line) => process.stdout.write(`${line}\n`));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('Stopping: finishing what is under way…\n');
    await program.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof ContentError;
  process.stderr.write(`${known ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
});
