// `npm run import-flow -- file.json`: a flow exported from RapidPro (spec 13 or 14) becomes a flow and its words,
// and what has no counterpart is listed.
import { ContentError } from '#domain';
import { importFlow } from './import-flow/import-flow.ts';

try {
  const { told, code } = importFlow(process.argv.slice(2));
  (code === 0 ? process.stdout : process.stderr).write(`${told}\n`);
  process.exitCode = code;
} catch (error) {
  const known = error instanceof ContentError;
  process.stderr.write(`${known ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
}
