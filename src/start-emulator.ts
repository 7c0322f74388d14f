import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError, SECOND } from '#domain';
import type { EmulatorSettingsInput } from '#emulator';
import type { Config, TwilioConfig } from './config.ts';

/** The emulator, running in a process of its own. */
export type RunningEmulator = { twilio: TwilioConfig; stop: () => Promise<void> };

/** The emulator's own account: it exists on this machine only, so its token is no secret. */
const ACCOUNT: Omit<TwilioConfig, 'apiUrl'> = {
  accountSid: 'ACe000000000000000000000000000000e',
  authToken: 'emulated-token-of-this-machine',
  messagingServiceSid: null,
  from: '+15005550006',
  whatsappFrom: '+15005550010',
  buttonContents: { 2: `HX${'2'.repeat(32)}`, 3: `HX${'3'.repeat(32)}` },
};

/** The emulator of a program that was killed lets its port go within this time. */
const PORT_FREE_WITHIN_MS = 3 * SECOND;
const STOPS_WITHIN_MS = 5 * SECOND;

/** The emulator that another role of this machine has started: reached, but neither started nor stopped. */
export function sharedEmulator({ emulatorPort }: Config): TwilioConfig {
  return { ...ACCOUNT, apiUrl: apiUrl(emulatorPort) };
}

/**
 * Starts the Twilio emulator. It ends with this program, even with a killed one; messages and phones are kept.
 * @throws ConfigError if it cannot start
 */
export async function startEmulator(
  config: Config,
  publicUrl: string,
  timeZone: string,
): Promise<RunningEmulator> {
  const { whatsappFrom, buttonContents, ...account } = ACCOUNT;
  const settings: EmulatorSettingsInput = {
    ...account,
    from: account.from ?? undefined,
    whatsappFrom: `whatsapp:${whatsappFrom}`,
    quickReplies: quickRepliesOf(buttonContents),
    port: config.emulatorPort,
    home: join(config.home, 'emulator'),
    segmentsPerSecond: config.segmentsPerSecond,
    webhookUrl: `${publicUrl}/webhooks/twilio/messages#rc=5&rp=all`,
    clockFile: config.clockFile,
    timeZone,
  };
  const deadline = Date.now() + PORT_FREE_WITHIN_MS;
  for (;;) {
    const started = await start(settings);
    if ('child' in started) {
      const twilio = { ...ACCOUNT, apiUrl: apiUrl(started.port) };
      return { twilio, stop: () => end(started.child) };
    }
    if (!started.words.includes('port is taken'))
      throw new ConfigError(started.words.trim() || 'The Twilio emulator could not start.');
    if (Date.now() > deadline)
      throw new ConfigError(
        `Port ${config.emulatorPort}, where the Twilio emulator is to be, is in use. Stop what uses it, or set PUENTE_EMULATOR_PORT to a free port.`,
      );
    await wait(200);
  }
}

/** The Contents for buttons as docs/whatsapp-buttons.md has them made at Twilio. */
function quickRepliesOf(sids: TwilioConfig['buttonContents']) {
  const made = Object.entries(sids).map(([count, sid]) => {
    const actions = Array.from({ length: Number(count) }, (_, i) => ({
      title: `{{${2 * i + 2}}}`,
      id: `{{${2 * i + 3}}}`,
    }));
    return [sid, { body: '{{1}}', actions }];
  });
  return Object.fromEntries(made) as NonNullable<EmulatorSettingsInput['quickReplies']>;
}

const apiUrl = (port: number) => `http://127.0.0.1:${port}`;

type Started = { child: ChildProcess; port: number } | { words: string };

/** Starts it once; gives its last words if it ends before it is ready. */
async function start(settings: EmulatorSettingsInput): Promise<Started> {
  const main = new URL(`./emulator/main${extname(import.meta.url)}`, import.meta.url);
  // A group of its own: Ctrl-C in a terminal must not end it before our last texts are accepted.
  const child = fork(fileURLToPath(main), [JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
  let words = '';
  let ready = false;
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    if (ready) process.stderr.write(piece);
    else words += piece;
  });
  const port = once(child, 'message').then(([message]) => (message as { port: number }).port);
  const ended = once(child, 'close').then(() => null);
  const first = await Promise.race([port, ended]);
  if (first === null) return { words };
  ready = true;
  return { child, port: first };
}

/** Asks it to end and waits; one that does not is ended by force. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(force);
}
