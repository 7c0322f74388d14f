import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

type Limits = {
  /** Told every line the program prints, on either stream. */
  onLine?: (line: string) => void;
  /** Milliseconds without a line after which the program is ended: before the first, and after it. */
  firstLineWithin?: number;
  quietFor?: number;
};

/**
 * Runs a program to its end. `code` is null if it could not be started, was ended by a signal or was
 * silent for too long; `output` is what it printed on both streams.
 */
export function runProgram(
  command: string,
  args: string[],
  { onLine, firstLineWithin, quietFor }: Limits = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timer = limit(firstLineWithin, () => child.kill('SIGKILL'));
    const hear = (line: string) => {
      clearTimeout(timer);
      timer = limit(quietFor, () => child.kill('SIGKILL'));
      output += `${line}\n`;
      onLine?.(line);
    };
    createInterface(child.stdout).on('line', hear);
    createInterface(child.stderr).on('line', hear);
    child.once('error', (error) => finish(null, `${error.message}\n`));
    child.once('close', (code) => finish(code, ''));
    const finish = (code: number | null, last: string) => {
      clearTimeout(timer);
      resolve({ code, output: output + last });
    };
  });
}

function limit(milliseconds: number | undefined, stop: () => void): NodeJS.Timeout | undefined {
  return milliseconds === undefined ? undefined : setTimeout(stop, milliseconds);
}
