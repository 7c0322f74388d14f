import { tokens } from '#domain';
import { hearWord, type Piece, type Word } from './hear-word.ts';
import { isAccented, type Lexicon } from './lexicon.ts';
import { wordTraits } from './word-traits.ts';

export type { Word };

/** A message as words; `asking` tells for each clause whether it is marked as a question. */
export type Words = { words: Word[]; asking: boolean[] };

const PIECES = /\d{1,2}:\d{2}|[.,;:!?¿¡\n()…]+|[^\s.,;:!?¿¡\n()…]+/gu;
const TIME = /^\d{1,2}:\d{2}$/;
const MARKS = /^[.,;:!?¿¡\n()…]+$/u;
/** `3ninos` and `2pm` are two words, `2y5` three; `x2` stays one. */
const SPLIT =
  /^\d+(?=\p{L})|(?<=^\d+)[yn&](?=\d+$)|(?<=^\d+[yn&])\d+$|(?<=^\d+)(?![yn&]\d+$)\p{L}.*|.+/gu;
const EMOJI = /\p{Extended_Pictographic}/u;

/** More than this no rule of ours looks at; a text of Twilio's has at most 1600 characters. */
const LONGEST = 1600;

/** More pieces than these are forgotten and read anew: families use few words. */
const MOST_READ = 20_000;

/** Splits a message into words and clauses. */
export function readWords(text: string, lexicon: Lexicon): Words {
  const words: Word[] = [];
  const asking: boolean[] = [];
  let clause = 0;
  let opened = false;
  for (const piece of text.slice(0, LONGEST).match(PIECES) ?? []) {
    const { marks, asks, opens, words: heard } = pieceOf(piece, lexicon);
    if (marks) {
      // `¿` opens a question, and one that is never closed is still one.
      asking[clause] = opened || asks;
      opened = opens;
      if (words.at(-1)?.clause === clause) clause += 1;
      continue;
    }
    // Most words stand in the first clause, and are as they were read before.
    for (const word of heard) words.push(clause === 0 ? word : inClause(word, clause));
    asking[clause] = opened;
  }
  return { words, asking };
}

function inClause({ text, accented, heard, digits, idle, traits }: Word, clause: number): Word {
  return { text, accented, heard, digits, idle, traits, clause };
}

function pieceOf(piece: string, lexicon: Lexicon): Piece {
  const { pieces } = lexicon;
  const before = pieces.get(piece);
  if (before) return before;
  if (pieces.size >= MOST_READ) pieces.clear();
  const marks = MARKS.test(piece);
  const read: Piece = {
    marks,
    asks: piece.includes('?'),
    opens: piece.includes('¿'),
    words: marks ? [] : readPiece(piece, lexicon),
  };
  pieces.set(piece, read);
  return read;
}

function readPiece(piece: string, { languages }: Lexicon): Word[] {
  const accented = isAccented(piece);
  const texts = TIME.test(piece)
    ? [piece]
    : tokens(piece).flatMap((token) => token.match(SPLIT) ?? []);
  return texts.map((text) => {
    const heard = hearWord(text, languages);
    const idle = EMOJI.test(text) && !heard.some(({ known }) => known);
    const digits = /\d/.test(text);
    return { text, accented, heard, digits, idle, traits: wordTraits(text), clause: 0 };
  });
}
