// `npm run translate -- export | import | review`: a translator's round trip by spreadsheet. Standard output
// is the spreadsheet where no file is named for it; all else is said on standard error.
import { ConfigError, ContentError } from '#domain';
import { translate } from './translate/translate.ts';

const dirs = { flowsDir: 'flows', localesDir: 'locales' };

try {
  const { out, told, code } = translate(process.argv.slice(2), dirs, new Date());
  if (out !== undefined) process.stdout.write(out);
  if (told !== '') process.stderr.write(`${told}\n`);
  process.exitCode = code;
} catch (error) {
  const known = error instanceof ContentError || error instanceof ConfigError;
  process.stderr.write(`${known ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
}
