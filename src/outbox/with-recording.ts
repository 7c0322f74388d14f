import { type Contact, takesMms } from '#domain';
import type { Draft } from './compose.ts';

/**
 * A text with its recording as the channel can carry both: by MMS in one message; by WhatsApp, which shows
 * no words beside sound, the words first and the recording after them. Where there is no MMS, beyond the
 * United States and Canada, the text goes alone.
 */
export function withRecording(
  { phone }: Pick<Contact, 'phone'>,
  draft: Draft,
  recording: string | null,
): Draft[] {
  // A text that may not be said is not to be heard either.
  if (recording === null || draft.body === '') return [draft];
  if (draft.channel === 'whatsapp') {
    const alone = { body: '', media: recording, buttons: null, identifies: false };
    return [draft, { ...draft, ...alone, cause: `${draft.cause}:recording` }];
  }
  return [takesMms(phone) ? { ...draft, media: recording } : draft];
}
