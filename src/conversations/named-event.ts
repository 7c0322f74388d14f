import { tokens } from '#domain';

/** An event as its texts speak of it, in the family's language. */
export type EventWords = { title: string; date: string };

/** Shorter words (`de`, `the`) tell no event from another. */
const SHORTEST = 4;
/** A short word of a title may be said by chance ("mi hijo se queda en casa"); two, or a long one, are meant. */
const TITLE_WORDS = 2;
const LONG = 8;

/**
 * Which of several events a message names, counted from 0: by weekday, month or day of the month beside
 * one of those, or by words of its title that no other has. Null where it names none, or more than one.
 */
export function namedEvent(body: string, events: readonly EventWords[]): number | null {
  const said = tokens(body);
  const dates = events.map(({ date }) => tokens(date));
  const titles = events.map(({ title }) => tokens(title));
  const named = events.flatMap((_, i) => {
    const days = ownWords(dates, i).filter((word) => isSaidAsDate(word, said, dates[i]!));
    const words = ownWords(titles, i).filter(isLong);
    const heard = words.filter((word) => said.includes(word));
    const isTitled = heard.length >= TITLE_WORDS || heard.some(({ length }) => length >= LONG);
    return days.length > 0 || isTitled ? [i] : [];
  });
  return named.length === 1 ? named[0]! : null;
}

/** The words of one text that none of the others has. */
function ownWords(texts: readonly string[][], at: number): string[] {
  return texts[at]!.filter((word) => texts.every((text, i) => i === at || !text.includes(word)));
}

/** A number alone may be people; beside a word of the date it is the day ("sábado 12", "5 de diciembre"). */
function isSaidAsDate(word: string, said: readonly string[], date: readonly string[]): boolean {
  if (!/^\d+$/.test(word)) return isLong(word) && said.includes(word);
  const beside = (i: number) => {
    const near = [said[i - 1], said[i + 1], said[i + 2]];
    return near.some((other) => other !== undefined && isLong(other) && date.includes(other));
  };
  return said.some((other, i) => other === word && beside(i));
}

function isLong(word: string): boolean {
  return word.length >= SHORTEST && !/^\d+$/.test(word);
}
