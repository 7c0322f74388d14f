import type { Family } from './families.ts';
import type { Verdict } from './judge.ts';
import type { Scene, SceneWanted } from './scene.ts';
import type { Talking } from './talking.ts';

/** What a case is played with: its own families and workshop, on a running program it may share with others. */
export type Cast = {
  scene: Scene;
  short: boolean;
  families: readonly Family[];
  workshop: string;
};

/** A case as the command plays it. */
export type Case = {
  name: string;
  /** Why it is not played here, for a person; null, or no such function, where it is. */
  leftOut?: () => Promise<string | null>;
  /** How many families take part, in the short form and in the long one. */
  families: { short: number; long: number };
  wanted?: SceneWanted;
  play: (cast: Cast) => Promise<Verdict>;
};

/** What a case's harm works with: its families are being invited, and answer, while it goes on. */
export type Harm = {
  scene: Scene;
  talking: Talking;
  families: readonly Family[];
  count: number;
  short: boolean;
  /** Settles when all that is due is done and delivered; throws after `withinMs`. */
  settled: (withinMs: number) => Promise<void>;
  /** Settles when whoever has an invitation has said all and is answered; throws after `withinMs`. */
  answered: (withinMs: number) => Promise<void>;
  /** The clock is put forward; families' texts are judged by it. */
  jump: (to: string) => Promise<void>;
};

/** One thing that goes wrong in the middle of a broadcast with families answering. */
export type FaultCase = Omit<Case, 'play'> & {
  /** When it begins, by the families' clock; later than every case before it on the same program. */
  begins?: string;
  /** Does the harm; settles when the last fault is over. Rejects with what was not as it must be. */
  harm: (harm: Harm) => Promise<void>;
};
