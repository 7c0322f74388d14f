import { type Connection, Schema } from 'mongoose';
import type { Alarm } from '../documents.ts';

const schema = new Schema<Alarm>(
  {
    _id: { type: String, required: true },
    contact: { type: String, required: true },
    messages: { type: [String], required: true },
    kind: { type: String, required: true },
    danger: { type: Boolean, required: true },
    sites: { type: [String], default: [] },
    raisedAt: { type: Date, required: true },
    called: { type: [String], default: [] },
    dueAt: { type: Date, default: null },
    open: { type: Boolean, required: true },
    takenAt: { type: Date, default: null },
    takenBy: { type: String, default: null },
  },
  { versionKey: false },
);

// A family has one open alarm, which her further messages join.
schema.index(
  { contact: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'open_of_contact' },
);
// The sweep: whose next member of staff is to be called.
schema.index({ dueAt: 1 }, { partialFilterExpression: { open: true }, name: 'due' });
// A member of staff answers what she was called to.
schema.index({ called: 1 }, { partialFilterExpression: { open: true }, name: 'called' });
// The command `take` names any of its messages.
schema.index({ messages: 1 });

export const alarmsOf = (connection: Connection) =>
  connection.model<Alarm>('Alarm', schema, 'alarms');
