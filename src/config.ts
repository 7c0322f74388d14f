import { z } from 'zod';
import { ConfigError } from '#domain';

const port = z.coerce.number().int().min(0).max(65_535);
const twilioId = (letters: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${letters}[0-9a-zA-Z]{32}$`),
      `must be ${letters} and 32 letters or digits`,
    );
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number like +12135550100');
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://api.example.org' })
  .refine(
    (value) => new URL(value).pathname === '/',
    'must have no path, only scheme, host and port',
  );

/** Every setting, under the name it has in the environment. The README's table says what each is for. */
const Environment = z
  .object({
    PORT: port.default(3000),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address like https://texts.example.org' })
      .refine((value) => !/[?#]/.test(value), 'must have neither ? nor #')
      .optional(),
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
      .optional(),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
      .optional(),
    TWILIO_ACCOUNT_SID: twilioId('AC').optional(),
    TWILIO_AUTH_TOKEN: z.string().optional(),
    TWILIO_MESSAGING_SERVICE_SID: twilioId('MG').optional(),
    TWILIO_FROM: e164.optional(),
    TWILIO_WHATSAPP_FROM: z
      .string()
      .transform((value) => value.replace(/^whatsapp:/, ''))
      .pipe(e164)
      .optional(),
    TWILIO_API_URL: origin.optional(),
    TWILIO_SEGMENTS_PER_SECOND: z.coerce
      .number()
      .positive('must be more than 0, e.g. 1 for a long code')
      .default(1),
    TWILIO_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
    PUENTE_ORGANISATION: z.string().max(40, 'must have at most 40 characters').default('Puente'),
    PUENTE_ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all'),
    PUENTE_HOME: z.string().default('.puente'),
    PUENTE_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    PUENTE_EMULATOR_PORT: port.default(3001),
    PUENTE_CLOCK: z.string().optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
  })
  .superRefine(checkTogether);

type Environment = z.infer<typeof Environment>;

/** How to reach Twilio, real or emulated. */
export type TwilioConfig = {
  accountSid: string;
  authToken: string;
  messagingServiceSid: string | null;
  from: string | null;
  whatsappFrom: string | null;
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
  logLevel: Environment['LOG_LEVEL'];
};

/** Whether an address is of this machine only: the one place where phones, seeds and moved clocks exist. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function checkTogether(env: z.output<z.ZodObject<z.ZodRawShape>>, ctx: z.RefinementCtx): void {
  const wrong = (name: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [name], message });
  const set = (name: string) => env[name] !== undefined;
  const outside =
    set('TWILIO_ACCOUNT_SID') &&
    !isLoopback(String(env.TWILIO_API_URL ?? 'https://api.twilio.com'));
  if (set('TWILIO_ACCOUNT_SID')) {
    if (!env.TWILIO_AUTH_TOKEN)
      wrong('TWILIO_AUTH_TOKEN', 'must be set too: Twilio console, Account Info');
    if (!['TWILIO_MESSAGING_SERVICE_SID', 'TWILIO_FROM', 'TWILIO_WHATSAPP_FROM'].some(set)) {
      wrong('TWILIO_MESSAGING_SERVICE_SID', 'or TWILIO_FROM must be set: who the texts are from');
    }
  } else if (set('TWILIO_AUTH_TOKEN')) {
    wrong('TWILIO_ACCOUNT_SID', 'must be set with TWILIO_AUTH_TOKEN; unset both for the emulator');
  }
  if (outside && !set('PUBLIC_URL')) {
    wrong('PUBLIC_URL', 'must be set: the address under which Twilio reaches this program');
  }
  if (outside && !set('PUENTE_SECRET')) {
    wrong('PUENTE_SECRET', 'must be set: at least 16 random characters, kept for good');
  }
  if (outside && set('PUENTE_CLOCK')) {
    wrong('PUENTE_CLOCK', 'must be unset: a moved clock is only for a Twilio on this machine');
  }
}

/**
 * Reads the settings. Empty values count as unset.
 * @throws ConfigError naming every wrong setting with its cure, and no value: some are secret.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(
      `Some settings are wrong. Please correct them in the environment and start again:\n${lines.join('\n')}`,
    );
  }
  return configOf(parsed.data);
}

function configOf(env: Environment): Config {
  return {
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    mongodbUri: env.MONGODB_URI ?? null,
    redisUrl: env.REDIS_URL ?? null,
    twilio: env.TWILIO_ACCOUNT_SID
      ? {
          accountSid: env.TWILIO_ACCOUNT_SID,
          authToken: env.TWILIO_AUTH_TOKEN ?? '',
          messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID ?? null,
          from: env.TWILIO_FROM ?? null,
          whatsappFrom: env.TWILIO_WHATSAPP_FROM ?? null,
          apiUrl: env.TWILIO_API_URL?.replace(/\/$/, '') ?? null,
        }
      : null,
    segmentsPerSecond: env.TWILIO_SEGMENTS_PER_SECOND,
    timeoutMs: env.TWILIO_TIMEOUT_MS,
    organisation: env.PUENTE_ORGANISATION,
    role: env.PUENTE_ROLE,
    home: env.PUENTE_HOME,
    emulatorPort: env.PUENTE_EMULATOR_PORT,
    clockFile: env.PUENTE_CLOCK ?? null,
    logLevel: env.LOG_LEVEL,
  };
}
