import { styleText } from 'node:util';
import type { TwilioMessage } from '#emulator';

/** How wide everything is printed, the margin in which the times stand, and the widest bubble. */
export const WIDTH = 78;
export const GUTTER = 10;
const BUBBLE = 54;

/** A message as on her phone: left what came to it, right what she wrote. */
export function bubble(message: TwilioMessage, time: string): string[] {
  const hers = message.direction === 'inbound';
  return wrap(message.body, BUBBLE).map((line, i) => {
    const at = styleText('dim', (i === 0 ? time : '').padStart(GUTTER - 2).padEnd(GUTTER));
    if (!hers) return `${at}${styleText('cyan', '▌')} ${line}`;
    const shift = ' '.repeat(Math.max(0, WIDTH - GUTTER - 2 - line.length));
    return `${at}${shift}${styleText('green', line)} ${styleText('green', '▐')}`;
  });
}

/** Breaks a text into lines of at most so many signs, at its own line ends and between words. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const longer = `${lines.at(-1)} ${word}`.trimStart();
      if (longer.length <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}
