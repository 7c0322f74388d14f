#!/usr/bin/env node
import { z } from 'zod';
import { createEmulator, type Emulator } from './emulator.ts';
import { settingsProblems } from './settings.ts';

/** Starts the emulator with the settings of the only argument, and says so to a parent and on stdout. */
async function start(argument: string | undefined): Promise<Emulator> {
  const emulator = createEmulator(readArgument(argument));
  const port = await emulator.listen();
  console.log(`Twilio emulator: http://127.0.0.1:${port}/phones`);
  process.send?.({ ready: true, port });
  return emulator;
}

function readArgument(argument: string | undefined) {
  try {
    return JSON.parse(argument ?? '');
  } catch {
    throw new Error(
      'Give the settings as one JSON object, for example \'{"port":4010,"home":".puente",…}\'.',
    );
  }
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return `${settingsProblems(error)}.`;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? 'its port is taken; give another `port`, or 0 for any.' : message;
}

try {
  const emulator = await start(process.argv[2]);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void emulator.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
} catch (error) {
  console.error(`The Twilio emulator cannot start: ${reason(error)}`);
  process.exit(1);
}
