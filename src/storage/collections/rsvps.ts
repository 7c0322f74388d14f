import { type Connection, Schema } from 'mongoose';
import type { Rsvp } from '#domain';

const schema = new Schema<Rsvp>(
  {
    _id: { type: String, required: true },
    workshop: { type: String, required: true },
    contact: { type: String, required: true },
    startsAt: { type: Date, required: true },
    state: { type: String, required: true },
    party: { type: Number, default: 0 },
    mode: { type: String, default: 'in_person' },
    childcare: { type: Number, default: null },
    invitedAt: { type: Date, default: null },
    waitlistedAt: { type: Date, default: null },
    offerUntil: { type: Date, default: null },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false },
);

// One answer per workshop and family.
schema.index({ workshop: 1, contact: 1 }, { unique: true });
// Reminders and reports by state; the waitlist in its order.
schema.index({ workshop: 1, state: 1, waitlistedAt: 1 });
// A message without an open question: which workshops is this family part of?
schema.index({ contact: 1 });
// Seat offers that lapse.
schema.index({ offerUntil: 1 }, { partialFilterExpression: { state: 'offered' }, name: 'offers' });

export const rsvpsOf = (connection: Connection) => connection.model<Rsvp>('Rsvp', schema, 'rsvps');
