import { type Connection, Schema } from 'mongoose';
import type { Site, Workshop } from '#domain';

const site = new Schema<Site>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    timeZone: { type: String, required: true },
    state: { type: String, default: null },
    officeHours: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
);

const seats = { capacity: { type: Number, default: null }, taken: { type: Number, default: 0 } };

const workshop = new Schema<Workshop>(
  {
    _id: { type: String, required: true },
    site: { type: String, required: true },
    series: { type: String, default: null },
    title: { type: Schema.Types.Mixed, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    place: { type: String, required: true },
    facts: { type: Schema.Types.Mixed, default: {} },
    seats: { in_person: seats, zoom: seats },
    childcare: seats,
    cancelledAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);

// The reminder plan asks what starts in the coming days.
workshop.index({ startsAt: 1 });
// A message without an open question looks for the next workshop at the contact's sites.
workshop.index({ site: 1, startsAt: 1 });
// An audience asks which workshops are of a series.
workshop.index({ series: 1 }, { partialFilterExpression: { series: { $gt: '' } }, name: 'series' });

export const sitesOf = (connection: Connection) => connection.model<Site>('Site', site, 'sites');

export const workshopsOf = (connection: Connection) =>
  connection.model<Workshop>('Workshop', workshop, 'workshops');
