import { countSegments, normaliseText } from '#domain';

/** Two segments are what a family reads in one look and what one text may cost (domain.md §3). */
export const MOST_SEGMENTS = 2;
/** A person's first text must say more, and may. */
const MOST_SEGMENTS_OF_FIRST = 4;

/** Whether a text says who we are, how to stop and how to get help: what a first text must (CTIA). */
export function identifies(body: string, organisation: string): boolean {
  return body.includes(organisation) && /\bALTO\b/.test(body) && /\bAYUDA\b/.test(body);
}

/** Whether a text keeps within the segments it may take. */
export function fits(body: string, organisation: string): boolean {
  const most = identifies(body, organisation) ? MOST_SEGMENTS_OF_FIRST : MOST_SEGMENTS;
  return countSegments(normaliseText(body)).segments <= most;
}
