import { styleText } from 'node:util';

/** What goes on before the story: on a terminal one line that is written over, else a line each. */
export function openProgress(stream: NodeJS.WriteStream = process.stderr) {
  const begin = stream.isTTY ? '\r\x1b[2K' : '';
  const end = stream.isTTY ? '' : '\n';
  return {
    say: (line: string) => stream.write(`${begin}${styleText('dim', line, { stream })}${end}`),
    /** Takes the line away again, where it can be. */
    close: () => stream.write(begin),
  };
}
