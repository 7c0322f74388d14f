import { type Model, mongo } from 'mongoose';

/** One change of one document, or of `many` that are to become alike: by its filter, with operators or a pipeline. */
export type Update = { filter: object; update: object; many?: boolean };

/**
 * Makes many updates in one command; what one of them meets does not keep the others. Values are stored as
 * they are given, with no schema's help.
 * @returns how many documents were found, and the places of the updates that a unique index refused
 */
export async function updateEach<T>(
  model: Model<T>,
  updates: readonly Update[],
): Promise<{ matched: number; refused: number[] }> {
  if (updates.length === 0) return { matched: 0, refused: [] };
  const operations = updates.map(({ filter, update, many }) =>
    many ? { updateMany: { filter, update } } : { updateOne: { filter, update } },
  );
  try {
    const done = await model.collection.bulkWrite(operations, { ordered: false });
    return { matched: done.matchedCount, refused: [] };
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
    const refused = [error.writeErrors].flat().map(({ index }) => index);
    return { matched: error.result.matchedCount, refused };
  }
}

/** Whether a write of many failed only where a unique index already holds such a document. */
export function isOnlyDuplicates(error: unknown): error is mongo.MongoBulkWriteError {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const failed = [error.writeErrors].flat();
  return failed.length > 0 && failed.every(({ code }) => code === 11000);
}
