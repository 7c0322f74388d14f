import { join } from 'node:path';
import { ConfigError } from '#domain';
import { SETTINGS, type Settings } from './settings-table.ts';

/** How to reach Twilio, real or emulated. */
export type TwilioConfig = {
  accountSid: string;
  authToken: string;
  messagingServiceSid: string | null;
  from: string | null;
  whatsappFrom: string | null;
  /** The Content for two and for three buttons. */
  buttonContents: { 2: string | null; 3: string | null };
  apiUrl: string | null;
};

/** The program's settings, checked. `twilio` null: none is configured, and the emulator takes its place. */
export type Config = {
  port: number;
  publicUrl: string | null;
  mongodbUri: string | null;
  redisUrl: string | null;
  twilio: TwilioConfig | null;
  segmentsPerSecond: number;
  timeoutMs: number;
  organisation: string;
  role: 'all' | 'web' | 'worker';
  home: string;
  emulatorPort: number;
  clockFile: string | null;
  logLevel: Settings['LOG_LEVEL'];
};

/** A long code carries one segment a second; the emulator's number is one that keeps nobody waiting. */
const LONG_CODE = 1;
const EMULATED = 100;

/** Whether an address is of this machine only: the one place where phones, seeds and moved clocks exist. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Reads the settings. Empty values count as unset, blanks around a value as none.
 * @throws ConfigError naming every wrong setting with its cure, and no value: some are secret.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value)) as Given;
  const parsed = SETTINGS.safeParse(given);
  const single = parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message]) ?? [];
  const seen = new Set(single.map(([name]) => name));
  const wrong = [...single, ...wrongTogether(given).filter(([name]) => !seen.has(name))];
  if (parsed.success && wrong.length === 0) return configOf(parsed.data);
  const lines = wrong.map(([name, cure]) => `  ${name} ${cure}`);
  throw new ConfigError(
    `Some settings are wrong. Please correct them in the environment and start again:\n${lines.join('\n')}`,
  );
}

type Given = Partial<Record<keyof Settings, string>>;
type Wrong = [name: keyof Settings, cure: string];

/** What is wrong between settings that may each be right. */
function wrongTogether(given: Given): Wrong[] {
  const wrong: Wrong[] = [];
  if (!given.TWILIO_ACCOUNT_SID) {
    const stray = (
      [
        'TWILIO_AUTH_TOKEN',
        'TWILIO_MESSAGING_SERVICE_SID',
        'TWILIO_FROM',
        'TWILIO_WHATSAPP_FROM',
        'TWILIO_TWO_BUTTONS',
        'TWILIO_THREE_BUTTONS',
        'TWILIO_API_URL',
      ] as const
    ).filter((name) => given[name]);
    if (stray.length > 0) {
      const cure = `must be set with ${stray.join(', ')}; unset them all for the emulator`;
      wrong.push(['TWILIO_ACCOUNT_SID', cure]);
    } else if (given.PUBLIC_URL && isOutside(given.PUBLIC_URL)) {
      const cure = 'must be of this machine, or unset, while no TWILIO_ACCOUNT_SID is set';
      wrong.push(['PUBLIC_URL', cure]);
    }
    return wrong;
  }
  if (!given.TWILIO_AUTH_TOKEN)
    wrong.push(['TWILIO_AUTH_TOKEN', 'must be set too: Twilio console, Account Info']);
  if (!given.TWILIO_MESSAGING_SERVICE_SID && !given.TWILIO_FROM && !given.TWILIO_WHATSAPP_FROM)
    wrong.push([
      'TWILIO_MESSAGING_SERVICE_SID',
      'or TWILIO_FROM must be set: who the texts are from',
    ]);
  if (isOutside(given.TWILIO_API_URL ?? 'https://api.twilio.com'))
    wrong.push(...wrongOutside(given));
  return wrong;
}

/** What a Twilio that is not of this machine asks for. */
function wrongOutside(given: Given): Wrong[] {
  const wrong: Wrong[] = [];
  if (!given.PUBLIC_URL)
    wrong.push(['PUBLIC_URL', 'must be set: the address under which Twilio reaches this program']);
  if (!given.PUENTE_SECRET)
    wrong.push(['PUENTE_SECRET', 'must be set: at least 16 random characters, kept for good']);
  if (given.PUENTE_CLOCK)
    wrong.push([
      'PUENTE_CLOCK',
      'must be unset: a moved clock is only for a Twilio on this machine',
    ]);
  return wrong;
}

/** An address that cannot be read counts as one of this machine: it is named as wrong by itself. */
function isOutside(url: string): boolean {
  return URL.canParse(url) && !isLoopback(url);
}

function configOf(settings: Settings): Config {
  const emulated = !settings.TWILIO_ACCOUNT_SID;
  const home = settings.PUENTE_HOME;
  return {
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    mongodbUri: settings.MONGODB_URI ?? null,
    redisUrl: settings.REDIS_URL ?? null,
    twilio: twilioOf(settings),
    segmentsPerSecond: settings.TWILIO_SEGMENTS_PER_SECOND ?? (emulated ? EMULATED : LONG_CODE),
    timeoutMs: settings.TWILIO_TIMEOUT_MS,
    organisation: settings.PUENTE_ORGANISATION,
    role: settings.PUENTE_ROLE,
    home,
    emulatorPort: settings.PUENTE_EMULATOR_PORT,
    clockFile: settings.PUENTE_CLOCK ?? (emulated ? join(home, 'clock') : null),
    logLevel: settings.LOG_LEVEL,
  };
}

function twilioOf(settings: Settings): TwilioConfig | null {
  if (!settings.TWILIO_ACCOUNT_SID) return null;
  return {
    accountSid: settings.TWILIO_ACCOUNT_SID,
    authToken: settings.TWILIO_AUTH_TOKEN ?? '',
    messagingServiceSid: settings.TWILIO_MESSAGING_SERVICE_SID ?? null,
    from: settings.TWILIO_FROM ?? null,
    whatsappFrom: settings.TWILIO_WHATSAPP_FROM ?? null,
    buttonContents: {
      2: settings.TWILIO_TWO_BUTTONS ?? null,
      3: settings.TWILIO_THREE_BUTTONS ?? null,
    },
    apiUrl: settings.TWILIO_API_URL?.replace(/\/$/, '') ?? null,
  };
}
