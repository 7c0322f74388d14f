import type { Message, Programme } from '#domain';

/** What was handed to Twilio this month, and the percent of its limit that staff were told of. */
export type ThisMonth = { month: string; segments: number; warned: number };

export type LimitWorld = {
  programme: () => Programme;
  /** What was sent this month; none is known to commands, whose texts answer. */
  pace?: { thisMonth: () => ThisMonth };
};

/**
 * Whether a text that nobody asked for would take the month beyond the programme's limit; `ahead` segments
 * are to go before it. Other workers' last second is not in it, so that a limit may be passed by that much.
 */
export function isOverLimit(
  { programme, pace }: LimitWorld,
  message: Pick<Message, 'kind' | 'segments'>,
  ahead = 0,
): boolean {
  const limit = programme().monthlySegments ?? null;
  if (limit === null || message.kind !== 'proactive') return false;
  return (pace?.thisMonth().segments ?? 0) + ahead + message.segments > limit;
}
