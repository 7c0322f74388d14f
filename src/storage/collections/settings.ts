import { type Connection, Schema } from 'mongoose';
import type { Programme } from '#domain';
import type { ContentVersion, Lease, Setting } from '../documents.ts';

// Each of these is read and written by `_id` alone, so none needs an index of its own.
const lease = new Schema<Lease>(
  { _id: String, holder: String, until: Date },
  { versionKey: false, _id: false },
);

const setting = new Schema<Setting>(
  {
    _id: String,
    at: Date,
    value: Schema.Types.Mixed,
    months: Schema.Types.Mixed,
    warned: Schema.Types.Mixed,
  },
  { versionKey: false, _id: false },
);

const programme = new Schema<Programme & { _id: string }>(
  {
    _id: String,
    name: String,
    timeZone: String,
    monthlySegments: { type: Number, default: null },
    segmentPrice: { type: Number, default: null },
    help: { type: Schema.Types.Mixed, default: null },
    language: { type: String, default: null },
    facts: { type: Schema.Types.Mixed, default: {} },
  },
  { versionKey: false, _id: false, minimize: false },
);

const contentVersion = new Schema<ContentVersion>(
  { _id: String, sources: Schema.Types.Mixed, publishedAt: Date },
  { versionKey: false, _id: false, minimize: false },
);

export const leasesOf = (connection: Connection) =>
  connection.model<Lease>('Lease', lease, 'leases');
export const settingsOf = (connection: Connection) =>
  connection.model<Setting>('Setting', setting, 'settings');
export const programmesOf = (connection: Connection) =>
  connection.model<Programme & { _id: string }>('Programme', programme, 'programmes');
export const contentVersionsOf = (connection: Connection) =>
  connection.model<ContentVersion>('ContentVersion', contentVersion, 'content_versions');
