import type { Sources } from '#content';

/** A translator's row that was not taken, and what to do about it. */
export type Refusal = { row: number; key: string; cure: string };

/** What became of a translator's rows; `files` are those to be written, by their paths. */
export type Imported = {
  files: { path: string; text: string }[];
  taken: number;
  unchanged: number;
  empty: number;
  refused: Refusal[];
};

/** What became of some of the rows, and the sources with what was taken; `paths` are those that changed. */
export type Taken = Omit<Imported, 'files' | 'empty'> & { sources: Sources; paths: string[] };
