// A program: fetches MongoDB's own build for this machine into the folder given, shows its progress, and
// prints `mongod <path>` at the end. Run by mongod-binary.ts, which ends it when it stays silent.
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';
import {
  ResolveConfigVariables,
  setDefaultValue,
} from 'mongodb-memory-server-core/lib/util/resolveConfig.js';

setDefaultValue(ResolveConfigVariables.MAX_RETRIES, '0');
try {
  console.log(`mongod ${await MongoBinary.getPath({ downloadDir: process.argv[2]! })}`);
} catch {
  process.exitCode = 1;
}
