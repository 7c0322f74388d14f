import { type Connection, Schema } from 'mongoose';
import type { ConsentEvent } from '#domain';

const schema = new Schema<ConsentEvent>(
  {
    _id: { type: String, required: true },
    contact: { type: String, required: true },
    change: { type: String, required: true },
    scope: { type: String, required: true },
    at: { type: Date, required: true },
    medium: { type: String, required: true },
    words: { type: String, default: '' },
    by: { type: String, default: '' },
    cause: { type: String, required: true },
  },
  { versionKey: false },
);

// A retried webhook or load line writes its entry once.
schema.index({ cause: 1 }, { unique: true });
// A contact's ledger in order.
schema.index({ contact: 1, at: 1, _id: 1 });

export const consentEventsOf = (connection: Connection) =>
  connection.model<ConsentEvent>('ConsentEvent', schema, 'consent_events');
