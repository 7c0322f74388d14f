import type { Span } from './find-phrases.ts';
import { negationBefore } from './negation.ts';
import { meant, type Reading } from './reading.ts';
import { segmentsOf } from './segments.ts';

/** Farther apart, a verb and what it may be about have little to do with each other. */
const REACH = 6;

/**
 * A verb of ceasing or of taking off with something of ours after it: "desconecten por favor esta línea de
 * mensajes". Whatever stands between them, they may be a wish that we stop.
 */
export function ceasingTexts(reading: Reading): Span[] {
  const { found } = reading;
  if (found.cease.length === 0) return [];
  const texts = found.frame.filter(({ kind }) => kind === 'of_texts');
  if (texts.length === 0) return [];
  const segments = segmentsOf(reading);
  const shields = meant(reading, 'ignore', 'keep_texts', 'keep_seat', 'cancel', 'fewer', 'help');
  return found.cease.filter(
    (verb) =>
      texts.some(
        ({ start }) =>
          segments[start] === segments[verb.start] && verb.end <= start && start - verb.end < REACH,
      ) &&
      !shields.some((s) => s.start < verb.end && verb.start < s.end) &&
      !negationBefore(verb, reading),
  );
}
