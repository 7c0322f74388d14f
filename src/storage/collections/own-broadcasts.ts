import { type Connection, Schema } from 'mongoose';
import type { OwnBroadcast } from '../documents.ts';

const schema = new Schema<OwnBroadcast>(
  {
    _id: { type: String, required: true },
    audience: { type: Schema.Types.Mixed, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    workshop: { type: String, default: null },
    startsAt: { type: Date, default: null },
    kind: { type: String, required: true },
    states: { type: Schema.Types.Mixed, default: null },
    state: { type: String, required: true },
    pausedFor: { type: String, default: null },
    legs: { type: Schema.Types.Mixed, required: true },
    leg: { type: Number, default: 0 },
    dueAt: { type: Date, required: true },
    cursor: { type: String, default: null },
    passed: { type: Number, default: 0 },
    share: { type: Number, default: null },
    testTo: { type: String, default: null },
    count: { type: Number, default: 0 },
    watchAt: { type: Date, default: null },
    forgiven: { type: Boolean, default: false },
    alarmed: { type: Boolean, default: false },
    until: { type: Date, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

// Broadcasts that have batches to send now.
schema.index({ dueAt: 1 }, { partialFilterExpression: { state: 'running' }, name: 'running' });

// Broadcasts whose going is to be looked at. (A date is greater than this one; null is not.)
schema.index(
  { watchAt: 1 },
  { partialFilterExpression: { watchAt: { $gt: new Date(0) } }, name: 'watched' },
);

export const ownBroadcastsOf = (connection: Connection) =>
  connection.model<OwnBroadcast>('OwnBroadcast', schema, 'own_broadcasts');
