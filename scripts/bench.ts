// `npm run bench -- <name>`: measures one thing, and closes with one line of JSON.
import { benchBroadcast } from './bench/broadcast.ts';
import { benchEngine } from './bench/engine.ts';
import { benchFootprint } from './bench/footprint.ts';
import { benchTurns } from './bench/turns.ts';
import { benchUnderstanding } from './bench/understanding.ts';
import { benchWebhook } from './bench/webhook.ts';

/** The benches by name; one that is added here is found by the command. */
const BENCHES: Record<string, (args: readonly string[]) => Promise<object>> = {
  broadcast: benchBroadcast,
  engine: benchEngine,
  footprint: benchFootprint,
  turns: benchTurns,
  understanding: benchUnderstanding,
  webhook: benchWebhook,
};

const name = process.argv[2] ?? '';
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench) console.log(JSON.stringify(await bench(process.argv.slice(3))));
else {
  console.error(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 1;
}
