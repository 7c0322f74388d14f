import { type Connection, Schema } from 'mongoose';
import type { Contact } from '#domain';

const schema = new Schema<Contact>(
  {
    _id: { type: String, required: true },
    phone: { type: String, required: true },
    name: { type: String, default: '' },
    language: { type: String, default: null },
    reads: { type: String, default: null },
    sites: { type: [String], default: [] },
    tags: { type: [String], default: [] },
    fields: { type: Schema.Types.Mixed, default: {} },
    staff: { type: Schema.Types.Mixed, default: null },
    consent: { type: Schema.Types.Mixed, required: true },
    numberDead: { type: Boolean, default: false },
    whatsappDead: { type: Boolean, default: false },
    unreachableFrom: { type: [String], default: [] },
    lastInbound: { type: Schema.Types.Mixed, default: {} },
    lastChannel: { type: String, default: 'sms' },
    wroteAt: { type: [Date], default: [] },
    firstTextAt: { type: Date, default: null },
    turn: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

// The webhook finds the sender; one phone is one contact.
schema.index({ phone: 1 }, { unique: true });
// An audience: everybody of a site, batch by batch in order of id.
schema.index({ sites: 1, _id: 1 });
// Audiences by tag (a topic she asked for) and by language.
schema.index({ tags: 1, _id: 1 });
schema.index({ language: 1, _id: 1 });
// Suspensions that nothing has ended in their time.
schema.index(
  { 'consent.suspendedAt': 1 },
  { partialFilterExpression: { 'consent.suspendedAt': { $type: 'date' } }, name: 'suspended' },
);

// Who is on duty at a site, in order; and one phone for one member of staff.
schema.index(
  { 'staff.sites': 1, 'staff.order': 1 },
  { partialFilterExpression: { 'staff.id': { $gt: '' } }, name: 'on_duty' },
);
schema.index(
  { 'staff.id': 1 },
  { unique: true, partialFilterExpression: { 'staff.id': { $gt: '' } }, name: 'staff' },
);

export const contactsOf = (connection: Connection) =>
  connection.model<Contact>('Contact', schema, 'contacts');
