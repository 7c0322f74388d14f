import { type Connection, Schema } from 'mongoose';
import type { Broadcast, Change } from '../documents.ts';

const change = new Schema<Change>(
  {
    _id: { type: String, required: true },
    cause: { type: String, required: true },
    type: { type: String, required: true },
    workshop: { type: String, required: true },
    at: { type: Date, required: true },
    before: { type: Date, default: null },
    by: { type: String, default: null },
    pending: { type: Boolean, required: true },
  },
  { versionKey: false },
);

change.index({ cause: 1 }, { unique: true });
// What dispatch has yet to act on, oldest first.
change.index({ at: 1 }, { partialFilterExpression: { pending: true }, name: 'pending' });

// Which workshops have a move that nobody has acted on yet.
change.index(
  { type: 1, workshop: 1 },
  { partialFilterExpression: { pending: true }, name: 'pending_by_type' },
);

const broadcast = new Schema<Broadcast>(
  {
    _id: { type: String, required: true },
    stage: { type: String, required: true },
    workshop: { type: String, required: true },
    startsAt: { type: Date, required: true },
    states: { type: [String], default: [] },
    scope: { type: String, required: true },
    running: { type: Boolean, required: true },
    cursor: { type: String, default: null },
    before: { type: Date, default: null },
    by: { type: String, default: null },
    together: { type: Boolean, default: undefined },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);

// Broadcasts that still have batches to send.
broadcast.index({ createdAt: 1 }, { partialFilterExpression: { running: true }, name: 'running' });
// Which stages of a workshop's plan have been made.
broadcast.index({ workshop: 1 });

export const changesOf = (connection: Connection) =>
  connection.model<Change>('Change', change, 'changes');

export const broadcastsOf = (connection: Connection) =>
  connection.model<Broadcast>('Broadcast', broadcast, 'broadcasts');
