import { type Connection, Schema } from 'mongoose';
import type { Message } from '#domain';

const schema = new Schema<Message>(
  {
    _id: { type: String, required: true },
    cause: { type: String, required: true },
    contact: { type: String, required: true },
    channel: { type: String, required: true },
    language: { type: String, required: true },
    kind: { type: String, required: true },
    scope: { type: String, required: true },
    hours: { type: String, required: true },
    body: { type: String, default: '' },
    media: { type: String, default: null },
    buttons: { type: Schema.Types.Mixed, default: null },
    template: { type: Schema.Types.Mixed, default: null },
    segments: { type: Number, required: true },
    about: { type: Schema.Types.Mixed, default: null },
    also: { type: Schema.Types.Mixed, default: undefined },
    stage: { type: String, default: null },
    broadcast: { type: String, default: null },
    site: { type: String, default: null },
    halt: { type: String, default: null },
    identifies: { type: Boolean, default: false },
    allowedAfterOptOut: { type: Boolean, default: false },
    state: { type: String, required: true },
    reason: { type: String, default: null },
    dueAt: { type: Date, required: true },
    validUntil: { type: Date, required: true },
    claimedAt: { type: Date, default: null },
    claim: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    resends: { type: Number, default: 0 },
    otherWay: { type: Boolean, default: false },
    providerId: { type: String, default: null },
    providerStatus: { type: String, default: null },
    errorCode: { type: String, default: null },
    createdAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
  },
  { versionKey: false },
);

// Whatever is retried stores one text.
schema.index({ cause: 1 }, { unique: true });
// A provider's id belongs to one text; a receipt may name it, and a look-up asks whether it is bound.
// (MongoDB 6 uses it for `=` and `$in` with this filter, not with one on the type.)
schema.index(
  { providerId: 1 },
  { unique: true, partialFilterExpression: { providerId: { $gt: '' } }, name: 'provider_id' },
);
// At most one text to a person is under way, so that the outcome of a lost answer can be told. The sweep
// reads all of it for what has been under way too long.
schema.index(
  { contact: 1 },
  { unique: true, partialFilterExpression: { state: 'sending' }, name: 'one_sending' },
);
// Delivery takes a contact's oldest due text; an opt-out cancels what is queued.
schema.index(
  { contact: 1, dueAt: 1, createdAt: 1, _id: 1 },
  { partialFilterExpression: { state: 'queued' }, name: 'queued' },
);
// The sweep: what is due, replies by themselves.
schema.index(
  { kind: 1, dueAt: 1 },
  { partialFilterExpression: { state: 'queued' }, name: 'due_by_kind' },
);
// The cap asks what proactive texts a contact got or is to get; history lists them.
schema.index({ contact: 1, kind: 1, createdAt: 1 });
// Reports by workshop.
schema.index({ 'about.workshop': 1, stage: 1 });
schema.index(
  { 'also.workshop': 1, stage: 1 },
  { partialFilterExpression: { 'also.workshop': { $gt: '' } }, name: 'also_about' },
);
// Lists of invitations that were withheld since something on them has changed: what is left is told anew.
schema.index(
  { reason: 1, createdAt: 1 },
  {
    partialFilterExpression: { state: 'withheld', 'also.workshop': { $gt: '' } },
    name: 'lists_withheld',
  },
);

// A broadcast is paused, resumed, stopped and reported on. By nothing that changes: a text that is claimed
// while all of them are being paused must not slip by. (`$gt: ''` is what MongoDB 6 can see in a query.)
schema.index(
  { broadcast: 1 },
  { partialFilterExpression: { broadcast: { $gt: '' } }, name: 'of_broadcast' },
);

export const messagesOf = (connection: Connection) =>
  connection.model<Message>('Message', schema, 'messages');
