import type { Audience } from './audience.ts';

/** A query of MongoDB on contacts. */
export type Filter = Record<string, unknown>;

/** A workshop by its id, or all of a series. */
export type Which = { workshop: string } | { series: string };

/** What contacts alone do not tell: an answer to a workshop or to a survey, or whether they came. */
export type Elsewhere =
  | { from: 'rsvps'; which: Which; states: string[] | null }
  | { from: 'attendance'; which: Which; attended: boolean[] }
  | { from: 'answers'; flow: string; question: string; values: unknown[] };

/**
 * What a condition that is kept elsewhere comes to on contacts, e.g. their ids; null where that is not
 * known, so that it can only be looked at later.
 */
export type Resolve = (condition: Elsewhere) => Filter | null;

/** Of a filter: whether it lets through exactly those it should, or some too many. */
type Compiled = { filter: Filter; exact: boolean };

/**
 * The query for an audience. With conditions that `resolve` does not know it lets through everybody who may
 * belong to it, and never leaves one out.
 */
export function filterOf(audience: Audience, resolve: Resolve): Filter {
  return compile(audience, resolve).filter;
}

/** What an audience asks of other collections, each once for every place it stands in. */
export function elsewhereOf(part: Audience): Elsewhere[] {
  const { workshop, series, rsvp, attendance, answer } = part;
  const found: Elsewhere[] = [];
  const which = workshop ? { workshop } : series ? { series } : null;
  // Who came without having been asked was there all the same.
  if (which && (rsvp || !attendance)) found.push({ from: 'rsvps', which, states: rsvp ?? null });
  if (which && attendance) {
    const attended = attendance.map((one) => one === 'attended');
    found.push({ from: 'attendance', which, attended });
  }
  if (answer) {
    const { flow, question, value } = answer;
    found.push({ from: 'answers', flow, question, values: value.map(answered) });
  }
  return found;
}

function compile(audience: Audience, resolve: Resolve): Compiled {
  return joined([
    ...contactParts(audience).map((filter) => ({ filter, exact: true })),
    ...elsewhereOf(audience).map((condition) => {
      const filter = resolve(condition);
      return { filter: filter ?? {}, exact: filter !== null };
    }),
    ...(audience.and ?? []).map((part) => compile(part, resolve)),
    ...(audience.or ? [either(audience.or.map((part) => compile(part, resolve)))] : []),
    ...(audience.not ? [opposite(compile(audience.not, resolve))] : []),
  ]);
}

function contactParts({ site, language, tag, role, grade, field, contacts, phones }: Audience) {
  const fields = { ...field, ...(role && { role }), ...(grade && { grade }) };
  const wanted: Record<string, string[] | undefined> = {
    _id: contacts,
    phone: phones,
    sites: site,
    language,
    tags: tag,
    ...Object.fromEntries(Object.entries(fields).map(([name, of]) => [`fields.${name}`, of])),
  };
  return Object.entries(wanted).flatMap(([name, values]): Filter[] =>
    values ? [{ [name]: { $in: values } }] : [],
  );
}

function joined(parts: Compiled[]): Compiled {
  const filters = parts.map(({ filter }) => filter).filter((one) => Object.keys(one).length > 0);
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  return { filter, exact: parts.every(({ exact }) => exact) };
}

function either(parts: Compiled[]): Compiled {
  return {
    filter: { $or: parts.map(({ filter }) => filter) },
    exact: parts.every(({ exact }) => exact),
  };
}

/** The opposite of too many would be too few: then nothing can be said yet. */
function opposite({ filter, exact }: Compiled): Compiled {
  return exact ? { filter: { $nor: [filter] }, exact } : { filter: {}, exact };
}

/** One answer may hold several options, parted by commas. */
function answered(value: string | number | boolean): unknown {
  if (typeof value !== 'string') return value;
  const plain = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|,)\\s*${plain}\\s*(,|$)`);
}
