// `npm run check`: all that can be said of the tree without running it, at once, in seconds.
import { CHECKS, make, tell } from './lib/checks.ts';

const outcomes = await Promise.all(
  CHECKS.map(async (check) => {
    const outcome = await make(check);
    console.log(tell(outcome));
    return outcome;
  }),
);
const failed = outcomes.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(failed.length === 0 ? 'All is well.' : `Not well: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
