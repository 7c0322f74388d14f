import type { Channel } from './contact.ts';
import { countSegments } from './segments.ts';

/**
 * An MMS is billed once, whatever its words: as much as so many segments of SMS (Twilio's prices for the US,
 * October 2026: $0.022, and $0.0083 a segment).
 */
export const MMS_SEGMENTS = 3;

/** What a text costs, in segments of SMS: its own, or, with a picture or sound beside it, those of an MMS. */
export function costInSegments(text: {
  body: string;
  channel?: Channel | undefined;
  media?: string | null | undefined;
}): number {
  const isMms = Boolean(text.media) && text.channel !== 'whatsapp';
  return isMms ? MMS_SEGMENTS : countSegments(text.body).segments;
}
