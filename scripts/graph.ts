// `npm run graph -- rsvp [--language es] [--markdown]`: draws a flow, as Mermaid's text on standard output.
import { ContentError } from '#domain';
import { graph } from './graph/graph.ts';

try {
  const { out, told, code } = graph(process.argv.slice(2), {
    flowsDir: 'flows',
    localesDir: 'locales',
  });
  process.stdout.write(out);
  if (told !== '') process.stderr.write(`${told}\n`);
  process.exitCode = code;
} catch (error) {
  const known = error instanceof ContentError;
  process.stderr.write(`${known ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
}
