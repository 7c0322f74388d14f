// `npm run transcribe -- talk.yaml`: turns a talk that `npm run talk` kept into a test of its flow.
import { contentFromSources, readSources } from '#content';
import { ContentError } from '#domain';
import { SHIPPED, TRANSCRIPTS } from './talk/stand-in.ts';
import { transcribe } from './talk/transcribe.ts';

try {
  const content = contentFromSources(readSources(SHIPPED));
  const { told, code } = transcribe(process.argv.slice(2), content, TRANSCRIPTS);
  (code === 0 ? process.stdout : process.stderr).write(`${told}\n`);
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
