import type { EmulatorSettings } from '../settings.ts';
import type { TwilioMessage } from '../store/message.ts';
import { normalAddress } from './create-form.ts';
import { messageJson } from './message-json.ts';

/** The query of a list, as it came: `DateSent`, `DateSent<` and `DateSent>` are dates or date-times. */
export type ListQuery = Record<string, string | undefined>;

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1000;

/**
 * One page of the messages, newest first. The next page is found by a token with the last one's sid, so that
 * messages that come meanwhile shift nothing.
 */
export function listMessages(
  messages: Iterable<TwilioMessage>,
  query: ListQuery,
  settings: Pick<EmulatorSettings, 'accountSid'>,
) {
  const found = [...messages].reverse().filter((message) => fits(message, query));
  const size = Math.min(Math.max(1, Number(query.PageSize) || DEFAULT_PAGE), LARGEST_PAGE);
  const page = Math.max(0, Number(query.Page) || 0);
  const after = query.PageToken?.replace(/^PA/, '');
  const start = after ? found.findIndex((each) => each.sid === after) + 1 : page * size;
  const shown = found.slice(start, start + size);
  const last = shown.at(-1);
  const uri = (changes: ListQuery) =>
    listUri(settings.accountSid, { ...query, PageSize: String(size), ...changes });
  const more = last !== undefined && start + size < found.length;
  return {
    uri: uri({ Page: String(page) }),
    first_page_uri: uri({ Page: '0', PageToken: undefined }),
    next_page_uri: more ? uri({ Page: String(page + 1), PageToken: `PA${last.sid}` }) : null,
    previous_page_uri: page > 0 ? uri({ Page: String(page - 1), PageToken: undefined }) : null,
    page,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    messages: shown.map((message) => messageJson(message, settings)),
  };
}

function fits(message: TwilioMessage, query: ListQuery): boolean {
  if (query.To && message.to !== normalAddress(query.To)) return false;
  if (query.From && message.from !== normalAddress(query.From)) return false;
  const on = query.DateSent;
  const before = query['DateSent<'];
  const after = query['DateSent>'];
  if (!on && !before && !after) return true;
  // What is not sent yet has no date to be found by.
  if (message.dateSent === null) return false;
  const sent = Math.floor(Date.parse(message.dateSent) / 1000) * 1000;
  if (before && !(sent <= Date.parse(before))) return false;
  if (after && !(sent >= Date.parse(after))) return false;
  return !on || (sent >= Date.parse(on) && sent <= endOf(on));
}

/** A date alone is the whole day in UTC; a date-time is its second. */
function endOf(date: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date);
  return Date.parse(date) + (day ? 24 * 3_600_000 - 1 : 0);
}

function listUri(accountSid: string, query: ListQuery): string {
  const given = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return `/2010-04-01/Accounts/${accountSid}/Messages.json?${new URLSearchParams(given)}`;
}
