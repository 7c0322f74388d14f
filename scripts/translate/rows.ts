import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** One line of a translator's spreadsheet. */
export type Row = Record<(typeof COLUMNS)[number], string>;

export const COLUMNS = [
  'key',
  'source',
  'translation',
  'context',
  'limit',
  'placeholders',
] as const;

/** What comes back of a row: only these two columns are read. `row` is its number in the spreadsheet. */
export type ReturnedRow = { row: number; key: string; translation: string };

/** Rows as spreadsheets open them without asking: UTF-8 with its mark, and no cell that is a formula. */
export function writeRows(rows: Row[]): string {
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

/**
 * The rows of a file as spreadsheets save it, with commas, semicolons or tabs; what cannot be read is told
 * in a sentence.
 */
export function readRows(bytes: Uint8Array): { rows: ReturnedRow[] } | { wrong: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { wrong: 'The file is not UTF-8: save it as "CSV UTF-8" and import it again.' };
  }
  const header = text.split(/\r?\n/, 1)[0]!;
  const delimiter = [',', ';', '\t'].find((sign) => header.split(sign).length > 1) ?? ',';
  let records: Record<string, string | undefined>[];
  try {
    records = parse(text, { columns: true, delimiter, relax_column_count: true, bom: true });
  } catch (error) {
    return { wrong: `The file cannot be read as CSV: ${(error as Error).message}` };
  }
  if (!/(^|[,;\t"])key/.test(header) || !header.includes('translation'))
    return { wrong: 'The first line must name the columns "key" and "translation".' };
  return {
    rows: records.map(({ key = '', translation = '' }, i) => ({
      row: i + 2,
      key: key.trim(),
      translation: plain(translation),
    })),
  };
}

/** A cell without what spreadsheets and keyboards add: the mark against formulas, other line ends. */
function plain(cell: string): string {
  return cell
    .replace(/^'(?=[=+\-@\t\r])/, '')
    .replaceAll(/\r\n?/g, '\n')
    .normalize('NFC')
    .trim();
}
