import type { TestProject } from 'vitest/node';
import { withoutServiceSettings } from '../scripts/lib/own-environment.ts';
import { startServices } from '../src/services/index.ts';
import { BINARIES, removeAbandonedHomes, removeHome, temporaryHome } from './support/homes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    mongodbUri: string;
    redisUrl: string;
  }
}

/** One MongoDB and one Valkey for the whole run, in a temporary home; no test sees settings of real services. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept = withoutServiceSettings(process.env);
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  await removeAbandonedHomes();
  const home = temporaryHome();
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const services = await startServices({ home, binaries: BINARIES, progress });
  project.provide('mongodbUri', services.mongodbUri);
  project.provide('redisUrl', services.redisUrl);
  return async () => {
    await services.stop();
    await removeHome(home);
  };
}
