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
    askedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    parent: { type: String, default: null },
    interrupts: { type: String, default: null },
    queued: { type: Schema.Types.Mixed, default: null },
    missed: { type: [String], default: undefined },
    startedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

schema.index({ cause: 1 }, { unique: true });
// A turn reads the contact's open conversations.
schema.index({ contact: 1 }, { partialFilterExpression: { open: true }, name: 'open' });
// Silence that is due. (A filter on dueAt's type would keep MongoDB from using it for `$lte`.)
schema.index({ dueAt: 1 }, { partialFilterExpression: { open: true }, name: 'silence_due' });
// Questions of a flow that nobody has answered for a while, for flows that begin by a missed reply.
schema.index(
  { flow: 1, 'state.at': 1, askedAt: 1 },
  { partialFilterExpression: { open: true }, name: 'unanswered' },
);

export const conversationsOf = (connection: Connection) =>
  connection.model<StoredConversation>('Conversation', schema, 'conversations');
