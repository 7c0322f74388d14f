import type { Span } from './find-phrases.ts';
import type { Reading } from './reading.ts';

/** A negation up to two words (or `reach`) before a phrase, in its own clause. */
export function negationBefore(span: Span, { found, words }: Reading, reach = 2): Span | undefined {
  return found.sign.find((sign) => {
    const near = sign.start < span.start && span.start - sign.end < reach;
    if (sign.kind !== 'not' || !near) return false;
    if (words[sign.start]!.clause !== words[span.start]!.clause) return false;
    // The "no" of "no hay problema" is used up by its own phrase, that of "qué pena pero no" is not.
    return !found.meaning.some((m) => m.kind !== 'no' && m.start <= sign.start && sign.end < m.end);
  });
}
