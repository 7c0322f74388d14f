import type { Model, mongo } from 'mongoose';

/**
 * A model's collection as the driver has it, for what every turn does: mongoose's queries, casts and defaults
 * take half as long again as the command itself. Values go as they are given, so none may be undefined, and
 * what is left out stays out.
 */
export function driverOf<T extends { _id: string }>(model: Model<T>): mongo.Collection<T> {
  return model.collection as unknown as mongo.Collection<T>;
}
