import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Starts one of this project's programs (`src/main`, `scripts/puente`) as a process of its own, from the same
 * kind of file as this one is.
 */
export function startNode(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  stdio: StdioOptions,
): ChildProcess {
  const file = new URL(`../../${program}${extname(import.meta.url)}`, import.meta.url);
  return spawn(process.execPath, [...process.execArgv, fileURLToPath(file), ...args], {
    env: environment,
    stdio,
    // In a group of its own: Ctrl-C reaches the harness alone, which ends everything in order.
    detached: true,
  });
}
