import { type Connection, Schema } from 'mongoose';
import type { Inbound } from '../documents.ts';

const schema = new Schema<Inbound>(
  {
    _id: { type: String, required: true },
    providerId: { type: String, required: true },
    contact: { type: String, default: null },
    channel: { type: String, required: true },
    to: { type: String, default: '' },
    body: { type: String, default: '' },
    mediaTypes: { type: [String], default: [] },
    button: { type: String, default: null },
    repliedTo: { type: String, default: null },
    optOutType: { type: String, default: null },
    door: { type: String, default: null },
    confirm: { type: Boolean, default: false },
    receivedAt: { type: Date, required: true },
    recordedBy: { type: String, required: true },
    handled: { type: Boolean, required: true },
    failures: { type: Number, default: 0 },
    forPerson: { type: String, default: null },
    workshop: { type: String, default: null },
    answeredIn: { type: String, default: null },
    answeredAt: { type: Date, default: null },
  },
  { versionKey: false },
);

// Twilio may deliver one message several times; it is recorded once.
schema.index({ providerId: 1 }, { unique: true });
// A turn takes the contact's oldest unhandled message; the sweep finds contacts that have one.
schema.index(
  { contact: 1, receivedAt: 1, _id: 1 },
  { partialFilterExpression: { handled: false }, name: 'unhandled' },
);
schema.index({ receivedAt: 1 }, { partialFilterExpression: { handled: false }, name: 'waiting' });
// A contact's history, for people and for the command `contact`.
schema.index({ contact: 1, receivedAt: 1 }, { name: 'history' });

// What waits for a person; and what was answered in a group.
schema.index(
  { receivedAt: 1 },
  { partialFilterExpression: { forPerson: { $gt: '' } }, name: 'for_person' },
);
schema.index(
  { answeredIn: 1 },
  { partialFilterExpression: { answeredIn: { $gt: '' } }, name: 'answered_in' },
);

export const inboundOf = (connection: Connection) =>
  connection.model<Inbound>('Inbound', schema, 'inbound');
