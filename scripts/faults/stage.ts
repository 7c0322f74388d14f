import { inspect } from 'node:util';
import type { Undo } from '../demo/undo.ts';
import { familiesOf } from './families.ts';
import type { Case } from './fault-case.ts';
import type { Verdict } from './judge.ts';
import { linesToLoad } from './programme.ts';
import { allReady, openScene } from './scene.ts';
import { load } from './sending.ts';

/** More families than any case has: each has numbers of her own. */
const APART = 5_000;

/** What became of a case, and the seconds it took; without a verdict it could not be played. */
export type Played = { name: string; seconds: number } & (
  | { verdict: Verdict; failure: null }
  | { verdict: null; failure: string }
);

/**
 * Plays cases one after the other on one running program, each with a school and families of its own, and gives
 * to `told` what becomes of each. The first that cannot be played is the last: what it leaves would spoil the
 * others. What ends the program is put into `undo`.
 */
export async function playStage(
  cases: readonly Case[],
  short: boolean,
  undo: Undo,
  told: (played: Played) => void,
): Promise<void> {
  let begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  let left = [...cases];
  try {
    const scene = await openScene(Object.assign({}, ...cases.map(({ wanted }) => wanted)), undo);
    const casts = cases.map((one, n) => ({
      one,
      workshop: one.name,
      families: familiesOf(one.families[short ? 'short' : 'long'], n * APART),
    }));
    await load(scene, linesToLoad(casts));
    for (const { one, workshop, families } of casts) {
      undo.signal.throwIfAborted();
      // What the case before has killed may still be starting, and needs its services for that.
      await allReady(scene);
      const verdict = await one.play({ scene, short, families, workshop });
      told({ name: one.name, seconds: seconds(), verdict, failure: null });
      left = left.slice(1);
      begun = Date.now();
    }
  } catch (error) {
    const failure = inspect(error);
    for (const { name } of left) told({ name, seconds: seconds(), verdict: null, failure });
  }
}
