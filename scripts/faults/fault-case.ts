import type { Undo } from '../demo/undo.ts';
import type { Verdict } from './judge.ts';
import type { Scene, SceneWanted } from './scene.ts';
import type { Talking } from './talking.ts';

/** What a case's harm works with: `count` families are being invited, and answer, while it goes on. */
export type Harm = {
  scene: Scene;
  talking: Talking;
  count: number;
  short: boolean;
  /** Settles when whoever has an invitation has said all and is answered; throws after `withinMs`. */
  answered: (withinMs: number) => Promise<void>;
  /** The clock is put forward; families' texts are judged by it. */
  jump: (to: string) => Promise<void>;
};

/** A case as the command plays it: on parts of its own, which end with `undo`. */
export type Case = {
  name: string;
  /** Why it is not played here, for a person; null, or no such function, where it is. */
  leftOut?: (short: boolean) => string | null;
  play: (short: boolean, undo: Undo) => Promise<Verdict>;
};

/** One thing that goes wrong in the middle of a broadcast with families answering. */
export type FaultCase = Pick<Case, 'name' | 'leftOut'> & {
  /** How many families are invited, in the short form and in the long one. */
  families: { short: number; long: number };
  wanted?: SceneWanted;
  /** Does the harm; settles when the last fault is over. Rejects with what was not as it must be. */
  harm: (harm: Harm) => Promise<void>;
};
