// `npm run bench -- <name>`: measures one thing and prints, last, one line of JSON with what it found.
import { benchEngine } from './bench/engine.ts';

/** Every benchmark by its name. */
const BENCHES: Record<string, () => Promise<Record<string, unknown>>> = {
  engine: benchEngine,
};

const name = process.argv[2] ?? '';
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench) console.log(JSON.stringify(await bench()));
else {
  const known = Object.keys(BENCHES).sort().join(', ');
  console.error(`There is no benchmark "${name}". There are: ${known}.`);
  process.exitCode = 1;
}
