import type { PageLanguage } from './labels.ts';

/** Writes the ISO times of one page as people read them. */
export type Times = {
  /** A time of day: `6:05 p.m.`, `6:05 PM`. */
  timeOf: (iso: string) => string;
  /** A day as a heading: `sábado, 7 de noviembre`, `Saturday, November 7`. */
  dayOf: (iso: string) => string;
};

/** The times of a page in its language and time zone (null: this machine's). */
export function createTimes(language: PageLanguage, timeZone: string | null): Times {
  const locale = language === 'es' ? 'es-US' : 'en-US';
  const zone = timeZone === null ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return {
    timeOf: (iso) => time.format(new Date(iso)),
    dayOf: (iso) => day.format(new Date(iso)),
  };
}
