import { z } from 'zod';

// Every message is a cure that follows the variable's name, and never repeats the value: some are secret.

const whole = (least: number, most: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, what)
    .transform(Number)
    .refine((value) => value >= least && value <= most, what);

const port = whole(0, 65_535, 'must be a port: a whole number up to 65535 (0: any free one)');

const twilioId = (letters: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${letters}[0-9a-zA-Z]{32}$`),
      `must be ${letters} and 32 letters or digits: copy it from the Twilio console`,
    );

const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a number with its country, like +12135550100');

/** A part of an address; nothing of what is no address, which is named as wrong for that alone. */
const partOf = (value: string, part: 'username' | 'password' | 'pathname') =>
  URL.canParse(value) ? new URL(value)[part] : undefined;

const address = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an address like ${example}` })
    .refine((value) => !/[?#]/.test(value), 'must have neither ? nor #')
    .refine(
      (value) => !partOf(value, 'username') && !partOf(value, 'password'),
      'must have no user name and password: Twilio leaves them out of what it signs',
    );

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);

/** Every setting under the name it has in the environment; the README's table says what each is for. */
export const SETTINGS = z.object({
  PORT: port.default(3000),
  PUBLIC_URL: address('https://texts.example.org').optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, 'must begin with redis:// or rediss://')
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
  TWILIO_TWO_BUTTONS: twilioId('HX').optional(),
  TWILIO_THREE_BUTTONS: twilioId('HX').optional(),
  TWILIO_API_URL: address('https://api.example.org')
    .refine(
      (value) => (partOf(value, 'pathname') ?? '/') === '/',
      'must have no path: only scheme, host and port',
    )
    .optional(),
  TWILIO_SEGMENTS_PER_SECOND: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a number, e.g. 1 for a long code, 3 for toll-free')
    .transform(Number)
    .refine((value) => value > 0, 'must be more than 0, e.g. 1 for a long code')
    .optional(),
  TWILIO_TIMEOUT_MS: whole(
    100,
    60_000,
    'must be milliseconds: a whole number from 100 to 60000',
  ).default(10_000),
  PUENTE_ORGANISATION: z
    .string()
    .max(40, 'must have at most 40 characters: it stands in every first text')
    .default('Puente'),
  PUENTE_ROLE: oneOf(['all', 'web', 'worker']).default('all'),
  PUENTE_HOME: z.string().default('.puente'),
  PUENTE_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  PUENTE_EMULATOR_PORT: port.default(3001),
  PUENTE_CLOCK: z.string().optional(),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The settings as they were read, checked one by one. */
export type Settings = z.infer<typeof SETTINGS>;
