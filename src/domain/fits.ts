import { countSegments, normaliseText } from './segments.ts';

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

/** What is said: in which words, whether it may go whatever the consent says, and what it carries besides. */
type Said = { body: string; fixed: unknown; recording?: unknown; buttons?: unknown };

/**
 * What is said at one time goes in one text while it stays within two segments: one buzz, not three. A text
 * carries one recording and one set of buttons at most, which is as much as phones take.
 */
export function gathered<T extends Said>(spoken: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const next of spoken) {
    const last = groups.at(-1);
    const fitsIn =
      last !== undefined &&
      last[0]?.body !== '' &&
      next.body !== '' &&
      (last[0]?.fixed === null) === (next.fixed === null) &&
      !(next.recording && last.some(({ recording }) => recording)) &&
      !(next.buttons && last.some(({ buttons }) => buttons)) &&
      countSegments(bodyOf([...last, next])).segments <= MOST_SEGMENTS;
    if (fitsIn) last.push(next);
    else groups.push([next]);
  }
  return groups;
}

/** The one text of what was gathered, a line each. */
export function bodyOf(group: readonly { body: string }[]): string {
  return group.map((text) => text.body).join('\n');
}
