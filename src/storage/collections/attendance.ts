import { type Connection, Schema } from 'mongoose';
import type { Attendance } from '../documents.ts';

const schema = new Schema<Attendance>(
  {
    _id: { type: String, required: true },
    workshop: { type: String, required: true },
    contact: { type: String, required: true },
    attended: { type: Boolean, required: true },
    at: { type: Date, required: true },
    by: { type: String, default: null },
  },
  { versionKey: false },
);

// A family came to a workshop or did not; audiences go through those of a workshop in order of contact.
schema.index({ workshop: 1, contact: 1 }, { unique: true });

export const attendanceOf = (connection: Connection) =>
  connection.model<Attendance>('Attendance', schema, 'attendance');
