import { z } from 'zod';

const Address = z
  .string()
  .regex(/^(whatsapp:)?\+[1-9]\d{6,14}$/, 'must be +15555550101 or whatsapp:+15555550101');

/** What POST /control/inbound takes: a message as a family sends it. */
export const InboundForm = z.strictObject({
  from: Address,
  /** Our number of the same channel, if not given. */
  to: Address.optional(),
  body: z.string().max(1600).default(''),
  media: z
    .array(z.object({ url: z.url(), contentType: z.string().default('image/jpeg') }))
    .max(10)
    .default([]),
  buttonText: z.string().optional(),
  buttonPayload: z.string().optional(),
  profileName: z.string().optional(),
  originalRepliedMessageSid: z.string().optional(),
  /** Another message's sid, or one that was already used: the same message then comes again. */
  sid: z
    .string()
    .regex(/^(SM|MM)[0-9a-fA-F]{32}$/)
    .optional(),
  /** Any other parameter of the webhook; wins over the ones made here. */
  params: z.record(z.string(), z.string()).default({}),
  /** False: Twilio has it, but its webhook never came. */
  webhook: z.boolean().default(true),
});
export type InboundForm = z.infer<typeof InboundForm>;
export type InboundInput = z.input<typeof InboundForm>;

/** What POST /control/inbound/raw takes: the parameters exactly as they are to be posted. */
export const RawWebhook = z.strictObject({
  /** A parameter that is to come several times has a list of values. */
  params: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** The configured webhook, if not given. */
  url: z.url().optional(),
  /** Another signature than the true one; null sends none. */
  signature: z.string().nullable().optional(),
});
export type RawWebhook = z.infer<typeof RawWebhook>;

/** What became of an inbound message's webhook: the last answer's status, null if none came. */
export type InboundOutcome = { sid: string; status: number | null; attempts: number };
