// `npm run -s understand`: one JSON object a line in, `{"text":…,"context":…}`, and one a line out: what was
// understood, in the words of the labelled replies. Needs no database and no settings, and keeps nothing.
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { understand } from '#understanding';
import { contextOfText } from './understand/context-of-text.ts';
import { labelOf } from './understand/label-of.ts';
import { shippedLexicon } from './understand/shipped-lexicon.ts';

const Line = z.object({ text: z.string(), context: z.string() });

const lexicon = shippedLexicon();
let number = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  number += 1;
  if (line.trim() === '') continue;
  try {
    const { text, context } = Line.parse(JSON.parse(line));
    const label = labelOf(understand(text, contextOfText(context), lexicon));
    process.stdout.write(`${JSON.stringify(label)}\n`);
  } catch (error) {
    // The text stays out of the message: it may be a family's.
    const why = error instanceof RangeError ? error.message : 'give {"text":"…","context":"…"}';
    process.stderr.write(`Line ${number} was not read: ${why}\n`);
    process.exitCode = 1;
    break;
  }
}
