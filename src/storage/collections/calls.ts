import { type Connection, Schema } from 'mongoose';
import type { Call } from '../documents.ts';

const schema = new Schema<Call>(
  {
    _id: { type: String, required: true },
    contact: { type: String, required: true },
    reason: { type: String, required: true },
    language: { type: String, default: null },
    site: { type: String, default: null },
    workshop: { type: String, default: null },
    since: { type: Date, required: true },
    toldAt: { type: Date, default: null },
    open: { type: Boolean, required: true },
    doneAt: { type: Date, default: null },
    doneBy: { type: String, default: null },
  },
  { versionKey: false },
);

// One open entry for a family and a reason; what is open of one family.
schema.index(
  { contact: 1, reason: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one_open' },
);
// Whether a family was called for its language before.
schema.index({ contact: 1, reason: 1, since: 1 }, { name: 'history' });
// The list itself, who has waited longest first. (MongoDB 6 takes no partial index for it.)
schema.index({ open: 1, since: 1, _id: 1 }, { name: 'open' });

export const callsOf = (connection: Connection) => connection.model<Call>('Call', schema, 'calls');
