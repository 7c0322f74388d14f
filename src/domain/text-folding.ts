/** Between letters an apostrophe is dropped, whichever of these it is: families write `can't` and `cant`. */
const APOSTROPHES = /(?<=\p{L})['’‘ʼ`´](?=\p{L})/gu;

/** A third same letter is never spelling (`siii`); two are left alone (`llego`, `carro`, `need`). */
const STRETCHED = /(\p{L})\1{2,}/gu;

/** Skin tones, and the joiner with a gender, say nothing we listen to. */
const EMOJI_SHADES = /[\u{1F3FB}-\u{1F3FF}]|\u200D[♀♂]/gu;

const EMOJI = /\p{Extended_Pictographic}/gu;

/** `+` and `&` count people, so they stay, as words of their own. */
const JOINERS = /[+&]/g;

/** As most words are written: of these only stretched letters are to be taken off. */
const PLAIN = /^[a-z\d]+(?: [a-z\d]+)*$/;

const SILENT = /[^\p{L}\p{N}\p{Extended_Pictographic}+&]+/gu;

/**
 * A text with everything taken off that families write or leave out as they please: capitals, accents (ñ
 * becomes n: many phones write `ninos`), punctuation, stretched letters. Words, numbers, `+`, `&` and emoji
 * stay, parted by single spaces. Folding twice changes nothing.
 */
export function fold(text: string): string {
  const small = text.toLowerCase();
  if (PLAIN.test(small)) return small.replace(STRETCHED, '$1');
  return text
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(EMOJI_SHADES, '')
    .replace(/\p{M}/gu, '')
    .replace(STRETCHED, '$1')
    .replace(EMOJI, ' $& ')
    .replace(JOINERS, ' $& ')
    .replace(SILENT, ' ')
    .trim();
}

/** The words, numbers and emoji of a text, folded. */
export function tokens(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Double letters made single: compares words that may be stretched by one letter (`sii`, `altoo`). */
export function squeeze(folded: string): string {
  return folded.replace(/(\p{L})\1+/gu, '$1');
}
