import { once } from 'node:events';
import { type EmulatorControl, type EmulatorSettingsInput, emulatorControl } from '#emulator';
import { withoutServiceSettings } from '../lib/own-environment.ts';
import { startNode } from './start-node.ts';

/** The emulator as a process of its own, which ends with this one. */
export type Twilio = { url: string; control: EmulatorControl; end: () => Promise<void> };

/** Starts the emulator; throws with its last words if it cannot start. */
export async function startTwilio(settings: EmulatorSettingsInput): Promise<Twilio> {
  const child = startNode(
    'src/emulator/main',
    [JSON.stringify(settings)],
    withoutServiceSettings(process.env),
    ['ignore', 'ignore', 'inherit', 'ipc'],
  );
  const ready = once(child, 'message').then(([message]) => (message as { port: number }).port);
  const ended = once(child, 'exit').then(() => {
    throw new Error('The Twilio emulator ended before it was ready.');
  });
  ended.catch(() => {});
  const port = await Promise.race([ready, ended]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    control: emulatorControl(url),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
