import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startNode } from './start-node.ts';

/** One process of the program under its name, as a supervisor keeps it: whenever it ends, it is started again. */
export type Part = {
  name: string;
  isReady: () => Promise<boolean>;
  /** `kill -9`; settles when it is dead. A new one is started at once. */
  kill: () => Promise<void>;
  signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
  /** Ends it for good. */
  end: () => Promise<void>;
  /** How often it ended though nobody killed it. */
  crashes: () => number;
  /** All that it has said on its error stream. */
  said: () => string;
};

/** Starts a part of the program with its settings and keeps it running. */
export function startPart(name: string, environment: NodeJS.ProcessEnv): Part {
  let child: ChildProcess;
  let said = '';
  let ending = false;
  let killed = false;
  let crashes = 0;
  const start = () => {
    killed = false;
    child = startNode('src/main', [], environment, ['ignore', 'ignore', 'pipe']);
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
    child.once('exit', () => {
      if (ending) return;
      if (!killed) crashes += 1;
      start();
    });
  };
  const strike = async () => {
    const gone = once(child, 'exit');
    killed = true;
    child.kill('SIGKILL');
    await gone;
  };
  start();
  return {
    name,
    isReady: async () => {
      const answer = await fetch(`http://127.0.0.1:${environment.PORT}/ready`).catch(() => null);
      return answer?.ok === true;
    },
    kill: strike,
    signal: (signal) => void child.kill(signal),
    end: async () => {
      ending = true;
      if (child.exitCode === null && child.signalCode === null) await strike();
    },
    crashes: () => crashes,
    said: () => said,
  };
}
