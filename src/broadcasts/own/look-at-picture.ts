import { SECOND } from '#domain';

/**
 * What is known of a picture before Twilio fetches it: that it will do, that it cannot be told from here, or
 * what is wrong with it.
 */
export type Looked = { kind: 'fine' } | { kind: 'unknown' } | { kind: 'wrong'; reason: string };

/** Twilio takes 5 MB (its OpenAPI, `MediaUrl`). */
const MOST_BYTES = 5_000_000;
/** What both MMS and WhatsApp show. */
const KINDS = ['image/jpeg', 'image/png'];
/** An answer of a server that does not let itself be asked this way; others may still get the picture. */
const NO_ANSWER = [401, 405, 429, 501];
const PATIENCE_MS = 3 * SECOND;

/** Asks a picture's server how large it is and of what kind; where it does not say, Twilio will find out. */
export async function lookAtPicture(address: string): Promise<Looked> {
  let answer: Response;
  try {
    answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return { kind: 'unknown' };
  }
  const { status, ok, headers } = answer;
  if (status >= 500 || NO_ANSWER.includes(status)) return { kind: 'unknown' };
  if (!ok) return wrong(`is not there for Twilio (${status}): put it where everybody may see it`);
  const kind = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (kind && !KINDS.includes(kind)) return wrong(`is ${kind}: it must be a JPEG or a PNG`);
  const bytes = Number(headers.get('content-length'));
  if (bytes > MOST_BYTES)
    return wrong(`has ${(bytes / 1_000_000).toFixed(1)} MB, and may have 5: make it smaller`);
  return kind && bytes > 0 ? { kind: 'fine' } : { kind: 'unknown' };
}

const wrong = (reason: string): Looked => ({ kind: 'wrong', reason: `picture: ${reason}.` });
