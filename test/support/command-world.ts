import type { CommandWorld, Outcome } from '../../scripts/puente/command.ts';
import { COMMANDS } from '../../scripts/puente/commands/index.ts';
import type { TestProgram } from './program.ts';

/** What commands work with, over a test's program. */
export function commandWorld({ world }: Pick<TestProgram, 'world'>): CommandWorld {
  const { store, clock, log, queue, programme, content, canSend, live, settings } = world;
  const { segmentsPerSecond } = settings;
  return {
    store,
    clock,
    log,
    settings,
    handOn: async (hints) => void (await queue.enqueue(hints)),
    sending: async () => ({ programme, content, canSend, live, segmentsPerSecond }),
  };
}

/** Runs a command as the command line does. */
export async function runCommand(
  program: Pick<TestProgram, 'world'>,
  name: string,
  argument: unknown,
): Promise<Outcome> {
  const text = typeof argument === 'string' ? argument : JSON.stringify(argument);
  const ready = COMMANDS[name]!(text);
  return ready.kind === 'ready' ? ready.run(commandWorld(program)) : ready;
}

/** A command's answer as its caller reads it; a refusal is an error. */
export async function answerOf<Answer = Record<string, unknown>>(
  program: Pick<TestProgram, 'world'>,
  name: string,
  argument: unknown,
): Promise<Answer> {
  const outcome = await runCommand(program, name, argument);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return JSON.parse(JSON.stringify(outcome.answer)) as Answer;
}
