import type { Parts } from '../parts.ts';
import { isOver, type TwilioMessage } from '../store/message.ts';

/**
 * POST …/Messages/{Sid}.json: cancels what is scheduled (`Status=canceled`) or empties a text (`Body=`).
 * Gives the changed message, or the code of Twilio's refusal.
 */
export function updateMessage(
  message: TwilioMessage,
  form: { Status?: string; Body?: string },
  { store, clock, callbacks }: Parts,
): TwilioMessage | number {
  const dateUpdated = clock.real().toISOString();
  if (form.Status !== undefined) {
    if (form.Status !== 'canceled') return 20001;
    // Only scheduled messages can be called back (Twilio docs: error 30409).
    if (message.status !== 'scheduled') return 30409;
    const canceled = store.change(message.sid, { status: 'canceled', dateUpdated });
    callbacks.tell(canceled, 'canceled');
    return canceled;
  }
  if (form.Body !== '') return 20001;
  if (!isOver(message.status)) return 20009;
  return store.change(message.sid, { body: '', dateUpdated });
}
