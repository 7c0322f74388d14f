import { styleText } from 'node:util';
import type { Figure } from './figures.ts';

const COLUMN = 10;

/** The closing table: expected against actual, a line each, and which are wrong. */
export function closingTable(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ name }) => name.length)) + 2;
  const head = `${' '.repeat(2 + width)}${'expected'.padStart(COLUMN)}${'actual'.padStart(COLUMN)}`;
  const rows = figures.map(({ name, expected, actual }) => {
    const right = expected === actual;
    const mark = right ? styleText('green', '✓') : styleText('red', '✗');
    const numbers = `${String(expected).padStart(COLUMN)}${String(actual).padStart(COLUMN)}`;
    return `${mark} ${name.padEnd(width)}${right ? numbers : styleText('red', numbers)}`;
  });
  return [styleText('dim', head), ...rows];
}
