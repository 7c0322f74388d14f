import { ContentError, type Language } from '#domain';
import type { Content } from './content.ts';
import { DATE_FORMATS, formatDate } from './format-date.ts';

/** A text of a person's own, to be written in the dates of `language`, for the clock of `timeZone`. */
export type FillRequest = {
  language: Language;
  text: string;
  values: Record<string, string | Date>;
  timeZone: string;
};

/**
 * Fills a text that is in no file: `{{title}}`, `{{startsAt, longDate}}`. Values are put in as they are,
 * once: braces in a name stay braces. A value that is empty takes the blank before it along.
 * @throws ContentError for a value that was not given, or a language that is not there
 */
export function fillText(content: Content, request: FillRequest): string {
  const { language, text, values, timeZone } = request;
  const settings = content.texts[language]?.settings;
  if (!settings) throw new ContentError('there is no such language: add it', 'locales', language);
  const written = text.replaceAll(
    /([^\S\n]?)\{\{\s*([^,}\s]+)\s*(?:,\s*([^}]*?)\s*)?\}\}/g,
    (spoken, blank: string, name: string, format?: string) => {
      const value = values[name];
      if (value === undefined)
        throw new ContentError(`the value of ${spoken.trim()} was not given: give it`, 'text', '');
      const known = DATE_FORMATS.find((one) => one === format);
      const said = known ? formatDate(value, known, settings, timeZone) : String(value);
      return said === '' ? '' : `${blank}${said}`;
    },
  );
  return written.trim();
}
