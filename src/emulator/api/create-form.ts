import { z } from 'zod';

/** A field given twice counts once. */
const one = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat()[0] ?? '');
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .default([]);

/** The fields of a create that change what the emulator does; others are accepted and have no effect. */
export const CreateForm = z.object({
  To: one.default(''),
  From: one.default(''),
  MessagingServiceSid: one.default(''),
  Body: one.default(''),
  MediaUrl: list,
  ContentSid: one.default(''),
  ContentVariables: one.default(''),
  StatusCallback: one.default(''),
  ValidityPeriod: one.default('36000'),
  ScheduleType: one.default(''),
  SendAt: one.default(''),
  SmartEncoded: one.default(''),
});
export type CreateForm = z.infer<typeof CreateForm>;

/** An address as Twilio reads it: spaces, dots, dashes and brackets in a number do not count. */
export function normalAddress(address: string): string {
  return address.trim().replace(/(?<=\d|\+)[\s().-]+(?=\d)/g, '');
}
