import type { Clock } from '#domain';
import type { EmulatorSettings } from '../settings.ts';
import { isWhatsApp } from '../store/message.ts';
import type { Store } from '../store/store.ts';
import type { CreateForm } from './create-form.ts';

/** What a create is checked against. `isQueueFull` says whether a sender's queue holds its 10 hours. */
export type CheckParts = {
  settings: EmulatorSettings;
  clock: Clock;
  store: Store;
  isQueueFull: (sender: string) => boolean;
};
type Check = (form: CreateForm, parts: CheckParts) => number | null | undefined | false;

/** Twilio's magic numbers: what a create to or from them answers (Twilio docs: test credentials). */
const MAGIC_TO: Record<string, number> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};
const MAGIC_FROM: Record<string, number> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
};

const MOST_CHARACTERS = 1600;
const LONGEST_VALIDITY = 36_000;
const SOONEST_MS = 300_000;
const LATEST_MS = 35 * 24 * 3_600_000;

const CHECKS: Check[] = [
  (form) => !form.To && 21604,
  (form) => !form.From && !form.MessagingServiceSid && 21603,
  (form) => !form.Body && form.MediaUrl.length === 0 && !form.ContentSid && 21602,
  (form) => [...form.Body].length > MOST_CHARACTERS && 21617,
  checkSender,
  (form) => !/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(form.To) && 21211,
  (form) => MAGIC_TO[form.To],
  (form) => form.To === form.From && 21266,
  checkChannel,
  (form) => form.StatusCallback !== '' && !isCallbackUrl(form.StatusCallback) && 21609,
  (form) => !form.MediaUrl.every((url) => /^https?:\/\//.test(url) && URL.canParse(url)) && 21620,
  checkContent,
  (form) => !isValidity(form.ValidityPeriod) && 20001,
  checkSchedule,
  (form, { settings, store }) => store.isOptedOut(senderOf(form, settings), form.To) && 21610,
  (form, parts) => form.From !== '' && parts.isQueueFull(form.From) && 21611,
];

/** Null when Twilio would accept the create, else the error code of the first thing wrong with it. */
export function checkCreate(form: CreateForm, parts: CheckParts): number | null {
  for (const check of CHECKS) {
    const code = check(form, parts);
    if (code) return code;
  }
  return null;
}

/** The address a create will go out from: the one it names, or the one its service has for the channel. */
export function senderOf(
  form: Pick<CreateForm, 'From' | 'To'>,
  settings: EmulatorSettings,
): string {
  return form.From || ((isWhatsApp(form.To) ? settings.whatsappFrom : null) ?? settings.from);
}

function checkSender(form: CreateForm, { settings }: CheckParts) {
  if (form.MessagingServiceSid && form.MessagingServiceSid !== settings.messagingServiceSid)
    return 21705;
  if (!form.From || form.From === settings.from || form.From === settings.whatsappFrom) return null;
  return isWhatsApp(form.From) ? 63007 : (MAGIC_FROM[form.From] ?? 21606);
}

function checkChannel(form: CreateForm, { settings }: CheckParts) {
  if (isWhatsApp(form.To) && !form.From && !settings.whatsappFrom) return 63007;
  return isWhatsApp(form.To) !== isWhatsApp(senderOf(form, settings)) && 21910;
}

function checkContent(form: CreateForm) {
  if (form.ContentSid && !/^HX[0-9a-fA-F]{32}$/.test(form.ContentSid)) return 21655;
  if (!form.ContentVariables) return null;
  try {
    const variables: unknown = JSON.parse(form.ContentVariables);
    const fits = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
    return !(fits && areFilled(variables)) && 21656;
  } catch {
    return 21656;
  }
}

/** No variable is empty or has a new line (twilio.md §4). */
function areFilled(variables: object): boolean {
  return Object.values(variables).every((value) => /\S/.test(String(value)) && !/\n/.test(value));
}

function checkSchedule(form: CreateForm, { clock }: CheckParts) {
  if (!form.SendAt && !form.ScheduleType) return null;
  if (!form.MessagingServiceSid) return 35118;
  const ahead = Date.parse(form.SendAt) - clock.real().getTime();
  const fits = form.ScheduleType === 'fixed' && ahead >= SOONEST_MS && ahead <= LATEST_MS;
  return !fits && 35114;
}

function isValidity(seconds: string): boolean {
  return /^\d+$/.test(seconds) && Number(seconds) >= 1 && Number(seconds) <= LONGEST_VALIDITY;
}

/** Unlike Twilio, which cannot reach it, the emulator calls back to localhost. */
function isCallbackUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  return !new URL(text).hostname.includes('_');
}
