import { DAY, type Message } from '#domain';
import type { OwnBroadcast } from '#storage';
import type { OwnWorld } from './own-world.ts';

/** What became of a broadcast's texts; `replied` and `optedOut` are families, within a week of the text. */
export type Figures = {
  sent: number;
  delivered: number;
  replied: number;
  optedOut: number;
  segments: number;
};

/** A broadcast as it stands: all in all, by reason where it was not sent, and by language and school. */
export type OwnReport = Figures & {
  id: string;
  state: OwnBroadcast['state'];
  pausedFor: OwnBroadcast['pausedFor'];
  /** Unusually many said stop: look at what was sent, and to whom. */
  alarm: boolean;
  /** How many it was for when it was made. */
  count: number;
  /** In the queue: `now`, or by what they wait for. */
  waiting: Record<string, number>;
  held: number;
  failed: Record<string, number>;
  /** Sent a day ago or longer, and no receipt has said that they arrived, or that they will not. */
  undelivered: number;
  withheld: Record<string, number>;
  byLanguage: Record<string, Figures>;
  bySite: Record<string, Figures>;
};

/** How long after a text an answer or an opt-out is counted as one to it. */
const WEEK = 7 * DAY;

type Row = {
  _id: Pick<Message, 'language' | 'state' | 'reason'> & {
    site: string | null;
    status: Message['providerStatus'];
    errorCode: string | null;
  };
  count: number;
  segments: number;
  undelivered: number;
  replied: number;
  optedOut: number;
};

type ReportStore = Pick<OwnWorld['store'], 'ownBroadcasts' | 'messages'>;

/** Reports on a broadcast, counted by the database in one go; null where there is none by this id. */
export async function ownReport(
  { store, clock }: Pick<OwnWorld, 'clock'> & { store: ReportStore },
  id: string,
): Promise<OwnReport | null> {
  const broadcast = await store.ownBroadcasts.findById(id).lean<OwnBroadcast>();
  if (!broadcast) return null;
  const rows = await store.messages.aggregate<Row>(STEPS(id, clock.now()));
  const { state, pausedFor, count } = broadcast;
  const report: OwnReport = {
    ...{ id, state, pausedFor, alarm: broadcast.alarmed, count },
    ...nothing(),
    ...{ waiting: {}, held: 0, failed: {}, undelivered: 0, withheld: {} },
    ...{ byLanguage: {}, bySite: {} },
  };
  for (const row of rows) addRow(report, row);
  return report;
}

const nothing = (): Figures => ({ sent: 0, delivered: 0, replied: 0, optedOut: 0, segments: 0 });

function addRow(report: OwnReport, row: Row): void {
  const { language, site, state, reason, status, errorCode } = row._id;
  const add = (to: Record<string, number>, key: string) => {
    to[key] = (to[key] ?? 0) + row.count;
  };
  if (state === 'sent') {
    report.byLanguage[language] ??= nothing();
    report.bySite[site ?? 'none'] ??= nothing();
    const all = [report, report.byLanguage[language], report.bySite[site ?? 'none']!];
    for (const figures of all) addSent(figures, row);
    report.undelivered += row.undelivered;
    if (status === 'failed' || status === 'undelivered') add(report.failed, errorCode ?? 'unknown');
  } else if (state === 'failed') add(report.failed, errorCode ?? reason ?? 'unknown');
  else if (state === 'held') report.held += row.count;
  else if (state === 'queued') add(report.waiting, reason ?? 'now');
  else if (state === 'sending') add(report.waiting, 'now');
  else add(report.withheld, reason ?? 'unknown');
}

function addSent(figures: Figures, { _id, count, segments, replied, optedOut }: Row): void {
  figures.sent += count;
  if (_id.status === 'delivered' || _id.status === 'read') figures.delivered += count;
  figures.replied += replied;
  figures.optedOut += optedOut;
  figures.segments += segments;
}

const ID_ONLY = { $project: { _id: 1 } };
const ANSWERED = { $gt: [{ $size: '$answers' }, 0] };

/** Every text with what she wrote in the week after it, and whether she said stop; then counted by kind. */
const STEPS = (id: string, now: Date) => [
  { $match: { broadcast: id } },
  {
    $lookup: {
      from: 'inbound',
      let: { sentAt: '$sentAt' },
      localField: 'contact',
      foreignField: 'contact',
      pipeline: [{ $match: { $expr: within('$receivedAt', '$$sentAt') } }, { $limit: 1 }, ID_ONLY],
      as: 'answers',
    },
  },
  {
    $lookup: {
      from: 'contacts',
      localField: 'contact',
      foreignField: '_id',
      pipeline: [{ $project: { at: '$consent.optedOutAt' } }],
      as: 'who',
    },
  },
  { $set: { optedOut: within({ $first: '$who.at' }, '$sentAt') } },
  {
    $group: {
      _id: {
        language: '$language',
        site: '$site',
        state: '$state',
        reason: '$reason',
        status: '$providerStatus',
        errorCode: '$errorCode',
      },
      count: { $sum: 1 },
      segments: { $sum: '$segments' },
      undelivered: { $sum: { $cond: [isUnheardOf(now), 1, 0] } },
      replied: { $sum: { $cond: [{ $and: [ANSWERED, { $not: '$optedOut' }] }, 1, 0] } },
      optedOut: { $sum: { $cond: ['$optedOut', 1, 0] } },
    },
  },
];

/** Whether a text was sent a day ago, and its last receipt leaves open what became of it. */
function isUnheardOf(now: Date) {
  const ended = ['delivered', 'read', 'failed', 'undelivered', 'canceled'];
  return {
    $and: [
      { $gt: ['$sentAt', null] },
      { $lte: ['$sentAt', new Date(now.getTime() - DAY)] },
      { $not: { $in: ['$providerStatus', ended] } },
    ],
  };
}

function within(at: unknown, sentAt: string) {
  return {
    $and: [
      { $gt: [sentAt, null] },
      { $gte: [at, sentAt] },
      { $lte: [at, { $add: [sentAt, WEEK] }] },
    ],
  };
}
