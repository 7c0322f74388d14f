import { remembered } from './remembered.ts';

/** The two alphabets an SMS travels in: seven bits a character, or sixteen for the whole text. */
export type SmsEncoding = 'GSM-7' | 'UCS-2';

/** How a text travels as SMS; `units` are septets of GSM-7 or UTF-16 units of UCS-2. */
export type Segments = Readonly<{
  encoding: SmsEncoding;
  segments: number;
  units: number;
  /** The first character outside GSM-7, which makes every character cost sixteen bits; else null. */
  forcedBy: string | null;
}>;

/** GSM 03.38's basic characters, one septet each. Lower-case ç and á í ó ú are not among them. */
const BASIC = new Set(
  '\n\r !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' +
    '¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ',
);

/** Its extension: an escape and a character, two septets that are never parted. */
const EXTENDED = new Set('\f[\\]^{|}~€');

/** Units of a text that fits in one SMS, and of each part of a longer one (six octets name the part). */
const ROOM: Record<SmsEncoding, { alone: number; part: number }> = {
  'GSM-7': { alone: 160, part: 153 },
  'UCS-2': { alone: 70, part: 67 },
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text with every accent composed (NFC), as it must be before it is counted or sent. */
export function normaliseText(text: string): string {
  return text.normalize('NFC');
}

/**
 * How many SMS segments a text takes and why, as Twilio bills it. The text is counted as it stands:
 * `normaliseText` (and `smartEncode`, where the sender uses Smart Encoding) come first.
 */
export function countSegments(text: string): Segments {
  return remembered(counted, text, () => count(text));
}

const counted = new Map<string, Segments>();

function count(text: string): Segments {
  const characters = charactersOf(text);
  const forcedBy = characters.find((c) => !BASIC.has(c) && !EXTENDED.has(c)) ?? null;
  const encoding = forcedBy === null ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((c) => (encoding === 'UCS-2' ? c.length : EXTENDED.has(c) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, part } = ROOM[encoding];
  return { encoding, segments: units <= alone ? 1 : partsOf(sizes, part), units, forcedBy };
}

/**
 * What is never parted between two segments: a grapheme; but CRLF is two characters, and an accumulation
 * of accents longer than a segment has to be parted.
 */
function charactersOf(text: string): string[] {
  // Before the first accent that joins another character (U+0300), each stands by itself.
  if (/^[\n -\u02ff]*$/.test(text)) return [...text];
  return Array.from(graphemes.segment(text), ({ segment }) => segment).flatMap((grapheme) =>
    grapheme === '\r\n' || grapheme.length > ROOM['UCS-2'].part ? [...grapheme] : [grapheme],
  );
}

/** Fills parts one after the other; a character that does not fit whole begins the next part. */
function partsOf(sizes: number[], room: number): number {
  let parts = 1;
  let free = room;
  for (const size of sizes) {
    if (size > free) {
      parts += 1;
      free = room;
    }
    free -= size;
  }
  return parts;
}
