import { type Connection, Schema } from 'mongoose';
import type { StoredConversation } from '../documents.ts';

const schema = new Schema<StoredConversation>(
  {
    _id: { type: String, required: true },
    contact: { type: String, required: true },
    flow: { type: String, required: true },
    workshop: { type: String, default: null },
    cause: { type: String, required: true },
    open: { type: Boolean, required: true },
    state: { type: Schema.Types.Mixed, required: true },
    question: { type: String, default: null },
    dueAt: { type: Date, default: null },
    parent: { type: String, default: null },
    startedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

schema.index({ cause: 1 }, { unique: true });
// A turn reads the contact's open conversations.
schema.index({ contact: 1 }, { partialFilterExpression: { open: true }, name: 'open' });
// Silence that is due. (A filter on dueAt's type would keep MongoDB from using it for `$lte`.)
schema.index({ dueAt: 1 }, { partialFilterExpression: { open: true }, name: 'silence_due' });

export const conversationsOf = (connection: Connection) =>
  connection.model<StoredConversation>('Conversation', schema, 'conversations');
