import { styleText } from 'node:util';
import type { Line } from './tell-turn.ts';

const LOOKS: Record<Line['of'], Parameters<typeof styleText>[0] | null> = {
  text: 'cyan',
  cost: 'dim',
  dear: 'red',
  hers: 'green',
  understood: 'yellow',
  fact: 'dim',
  host: 'magenta',
  program: 'blue',
  waits: 'dim',
  plain: null,
};

/** Prints lines; coloured only where the output takes it: a terminal, and no NO_COLOR. */
export function show(lines: readonly Line[]): void {
  for (const { of, text } of lines) {
    const look = LOOKS[of];
    console.log(look === null ? text : styleText(look, text));
  }
}
