import { type Connection, Schema } from 'mongoose';
import type { Answer } from '../documents.ts';

const schema = new Schema<Answer>(
  {
    _id: { type: String, required: true },
    survey: { type: String, required: true },
    question: { type: String, required: true },
    contact: { type: String, required: true },
    value: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);

// One answer of a family's to a question; and the tally of a question, over all families.
schema.index({ survey: 1, question: 1, contact: 1 }, { unique: true });

export const answersOf = (connection: Connection) =>
  connection.model<Answer>('Answer', schema, 'answers');
