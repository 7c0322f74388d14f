import { z } from 'zod';

const Sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hex digits`);

const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +15005550006');

/** Twilio's own English opt-out words on a long code, and those that lift the block (twilio.md §3). */
export const DEFAULT_KEYWORDS = {
  stop: ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

/**
 * Advanced Opt-Out as a school would set it up. CANCELAR and SALIR are left out on purpose: families give
 * back a seat with them.
 */
const AdvancedOptOut = z.object({
  stop: z.array(z.string()).default([...DEFAULT_KEYWORDS.stop, 'ALTO', 'PARAR', 'BAJA', 'DETENER']),
  start: z.array(z.string()).default(DEFAULT_KEYWORDS.start),
  help: z.array(z.string()).default([...DEFAULT_KEYWORDS.help, 'AYUDA']),
  replies: z.object({ stop: z.string(), start: z.string(), help: z.string() }).default({
    stop: 'Ya no recibirá mensajes. Para volver, responda START. / You are unsubscribed. Reply START to return.',
    start: 'Recibirá mensajes otra vez. / You will get messages again. Reply STOP to stop.',
    help: 'Para no recibir mensajes, responda ALTO. / Reply STOP to unsubscribe. Msg&Data rates may apply.',
  }),
});

/** How long each step of a message takes, in milliseconds, when nothing waits before it. */
const Latency = z.object({
  accept: z.number().min(0).default(5),
  send: z.number().min(0).default(25),
  deliver: z.number().min(0).default(80),
  read: z.number().min(0).default(400),
});

/** A text with buttons, of which WhatsApp shows three where nobody has approved them. */
const QuickReply = z.object({
  body: z.string(),
  actions: z
    .array(z.object({ title: z.string(), id: z.string() }))
    .min(1)
    .max(3),
});

/** What Meta approved; a text alone is one of UTILITY. */
const Template = z.preprocess(
  (given) => (typeof given === 'string' ? { body: given } : given),
  z.strictObject({
    body: z.string(),
    category: z.enum(['UTILITY', 'MARKETING']).default('UTILITY'),
    /** An error that every text of it meets, as 63041 of one that is paused. */
    errorCode: z.number().int().nullable().default(null),
  }),
);

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Everything the emulator is told when it starts. */
export const EmulatorSettings = z.strictObject({
  port: z.number().int().min(0).max(65535).default(0),
  /** Folder in which messages, opt-outs and phones are kept. */
  home: z.string().min(1),
  accountSid: Sid('AC'),
  authToken: z.string().min(1),
  from: Phone.default('+15005550006'),
  messagingServiceSid: Sid('MG').nullable().default(null),
  whatsappFrom: z
    .string()
    .regex(/^whatsapp:\+[1-9]\d{6,14}$/, 'must be whatsapp: and a phone number')
    .nullable()
    .default(null),
  /** Segments a second that a sender's queue drains at; 0 is unlimited. */
  segmentsPerSecond: z.number().min(0).default(1),
  /** Where inbound messages are posted; `#rc=5&rp=all` and the like are Twilio's connection overrides. */
  webhookUrl: z.url().nullable().default(null),
  /** File with milliseconds to add to the clock, the same as PUENTE_CLOCK. */
  clockFile: z.string().nullable().default(null),
  advancedOptOut: AdvancedOptOut.nullable().default(null),
  /** Zone of the times on the phones page; this machine's, if null. */
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as America/Los_Angeles')
    .nullable()
    .default(null),
  /** Approved templates by their HX sid: the text, with `{{1}}` where a variable goes, and its category. */
  templates: z.record(Sid('HX'), Template).default({}),
  /** Unapproved `twilio/quick-reply` contents by their HX sid: they open no conversation. */
  quickReplies: z.record(Sid('HX'), QuickReply).default({}),
  latency: Latency.default(Latency.parse({})),
});
export type EmulatorSettings = z.infer<typeof EmulatorSettings>;
/** The settings as they may be written, before defaults. */
export type EmulatorSettingsInput = z.input<typeof EmulatorSettings>;

/** All wrong settings in one text, by name, for a person; never the values, which hold a secret. */
export function settingsProblems(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`)
    .join('; ');
}
