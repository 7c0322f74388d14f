import type { Store } from '#storage';
import type { Elsewhere, Filter, Which } from './filter.ts';

export type ElsewhereWorld = {
  store: Pick<Store, 'rsvps' | 'attendance' | 'answers' | 'workshops'>;
};

type Found = { contact: string };

/** Of entries that are few as it is, so many come in one command. */
const MOST_AT_ONCE = 10_000;

/**
 * Contacts who fulfil a condition that is kept elsewhere, in order of id, each once; `limit` entries are
 * looked at, and `more` says that there may be others after these.
 */
export async function contactsWho(
  world: ElsewhereWorld,
  condition: Elsewhere,
  which: Filter,
  limit?: number,
): Promise<{ ids: string[]; more: boolean }> {
  const wanted: Filter = { ...(await queryOf(world, condition)), ...which };
  const entries = await entriesOf(world, condition, wanted, limit);
  // Of a series, one family may have an entry for each workshop.
  const ids = [...new Set(entries.map(({ contact }) => contact))];
  return { ids, more: entries.length === limit };
}

function entriesOf(
  { store }: ElsewhereWorld,
  { from }: Elsewhere,
  wanted: Filter,
  limit?: number,
): Promise<Found[]> {
  const only = { contact: 1, _id: 0 };
  const options = {
    sort: { contact: 1 },
    batchSize: (limit ?? MOST_AT_ONCE) + 1,
    ...(limit === undefined ? {} : { limit }),
  } as const;
  switch (from) {
    case 'rsvps':
      return store.rsvps.find(wanted, only, options).lean<Found[]>().exec();
    case 'attendance':
      return store.attendance.find(wanted, only, options).lean<Found[]>().exec();
    case 'answers':
      return store.answers.find(wanted, only, options).lean<Found[]>().exec();
  }
}

async function queryOf(world: ElsewhereWorld, condition: Elsewhere): Promise<Filter> {
  if (condition.from === 'answers') {
    const { flow, question, values } = condition;
    return { survey: flow, question, value: { $in: values } };
  }
  const workshop = { $in: await workshopsOf(world, condition.which) };
  if (condition.from === 'attendance') return { workshop, attended: { $in: condition.attended } };
  const { states } = condition;
  return { workshop, ...(states ? { state: { $in: states } } : {}) };
}

async function workshopsOf({ store }: ElsewhereWorld, which: Which): Promise<string[]> {
  if ('workshop' in which) return [which.workshop];
  const found = await store.workshops.find({ series: which.series }, { _id: 1 }).lean();
  return found.map(({ _id }) => _id);
}
