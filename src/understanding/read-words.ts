import { tokens } from '#domain';
import { isAccented } from './lexicon.ts';

/** One word of a message. */
export type Word = {
  /** Folded; a clock time stays as it is (`10:30`). */
  text: string;
  /** The part of the message it stands in: between commas, full stops, question marks. */
  clause: number;
  /** An accent was written where the folded word has none: `sí` is never "if". */
  accented: boolean;
};

/** A message as words; `asking` tells for each clause whether it is marked as a question. */
export type Words = { words: Word[]; asking: boolean[] };

const PIECES = /\d{1,2}:\d{2}|[.,;:!?¿¡\n()…]+|[^\s.,;:!?¿¡\n()…]+/gu;
const TIME = /^\d{1,2}:\d{2}$/;
const MARKS = /^[.,;:!?¿¡\n()…]+$/u;

/** More than this no rule of ours looks at; a text of Twilio's has at most 1600 characters. */
const LONGEST = 1600;

/** Splits a message into words and clauses. */
export function readWords(text: string): Words {
  const words: Word[] = [];
  const asking: boolean[] = [];
  let clause = 0;
  let opened = false;
  for (const piece of text.slice(0, LONGEST).match(PIECES) ?? []) {
    if (MARKS.test(piece)) {
      // `¿` opens a question, and one that is never closed is still one.
      asking[clause] = opened || piece.includes('?');
      opened = piece.includes('¿');
      if (words.at(-1)?.clause === clause) clause += 1;
      continue;
    }
    for (const { text, accented } of piecesOf(piece)) words.push({ text, accented, clause });
    asking[clause] = opened;
  }
  return { words, asking };
}

type Piece = Omit<Word, 'clause'>[];

/** Pieces read before: families use few, and folding is what costs most. */
const read = new Map<string, Piece>();
const MOST_READ = 20_000;

function piecesOf(piece: string): Piece {
  const before = read.get(piece);
  if (before) return before;
  if (read.size >= MOST_READ) read.clear();
  const words = readPiece(piece);
  read.set(piece, words);
  return words;
}

function readPiece(piece: string): Piece {
  if (TIME.test(piece)) return [{ text: piece, accented: false }];
  const accented = isAccented(piece);
  // `3ninos` and `2pm` are two words; `x2` stays one.
  return tokens(piece)
    .flatMap((token) => token.match(/^\d+(?=\p{L})|(?<=^\d+)\p{L}.*|.+/gu) ?? [])
    .map((word) => ({ text: word, accented }));
}
