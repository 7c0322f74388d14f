import { TOPICS, type Topic } from './topics.ts';

/** Values every text may speak of, which the host gives wherever there is a workshop. */
export const COMMON_VALUES = [
  'organisation',
  'title',
  'place',
  'site',
  'startsAt',
  'endsAt',
] as const;

/** Those of a text's values, besides a flow's own, that are dates: they are written by a date's format. */
export const COMMON_DATES: readonly string[] = [
  'startsAt',
  'endsAt',
  'oldStartsAt',
  'opensAt',
  'closesAt',
];

/** A text rooms say of themselves: values beside the common ones, and whether it has plural forms. */
type CommonText = { values: readonly string[]; counted: boolean };

const plain: CommonText = { values: [], counted: false };
const untilClosing: CommonText = { values: ['closesAt'], counted: false };
const atOpening: CommonText = { values: ['opensAt'], counted: false };
/** A call to staff: it names the message, and nothing of what it says or whose it is. */
const call: CommonText = { values: ['message'], counted: false };

/** The texts no flow says, in `common.json`: these keys and the answers to topics, and no others. */
export const COMMON_TEXTS = {
  opt_out_confirmation: plain,
  opted_in_again: plain,
  help: { values: ['help'], counted: false },
  help_default: plain,
  first_text: plain,
  reminder_3d: plain,
  reminder_1d: plain,
  morning_of: plain,
  moved: { values: ['oldStartsAt', 'count'], counted: true },
  moved_unseated: { values: ['oldStartsAt'], counted: false },
  moved_waiting: { values: ['oldStartsAt'], counted: false },
  cancelled: plain,
  event_title: plain,
  event_date: plain,
  event_line: plain,
  event_line_short: plain,
  event_words: plain,
  event_hour: plain,
  event_site: plain,
  handed_off: plain,
  no_language: plain,
  will_call: plain,
  danger_soon: plain,
  danger_open: untilClosing,
  danger_closed: atOpening,
  person_soon: plain,
  person_open: untilClosing,
  person_closed: atOpening,
  staff_urgent: call,
  staff_waiting: call,
  staff_operator: call,
  staff_opt_outs: call,
  staff_taken: call,
  staff_spending: { values: ['percent'], counted: false },
  not_understood: plain,
  voice_note: plain,
  media: plain,
} satisfies Record<string, CommonText>;

export type CommonKey = keyof typeof COMMON_TEXTS;

/** What the page behind a flyer's QR code says, in `common.json` under `join`. */
export const JOIN_TEXTS = {
  title: plain,
  who: plain,
  what: plain,
  send: plain,
  to: plain,
  to_whatsapp: plain,
  by_text: { values: ['word'], counted: false },
  by_whatsapp: { values: ['word'], counted: false },
  asked: plain,
  often: plain,
  stop: plain,
  rates: plain,
  scan: plain,
  qr: plain,
  not_found: plain,
  not_found_help: plain,
  without_site: plain,
  later: plain,
} satisfies Record<string, CommonText>;

export type JoinKey = keyof typeof JOIN_TEXTS;

/** What a family that writes STOP or HELP reads, and calls to staff, whoever has or has not read it over. */
export const ALWAYS_SENT: ReadonlySet<string> = new Set<CommonKey>([
  'opt_out_confirmation',
  'help',
  'help_default',
  'staff_urgent',
  'staff_waiting',
  'staff_operator',
  'staff_opt_outs',
  'staff_taken',
  'staff_spending',
]);

const KNOWLEDGE = {
  programme: ['true'],
  workshop: ['true'],
  state: ['true', 'false'],
  fact: ['true', 'false', 'unknown'],
} as const;

/** The keys of all answers to topics. */
export function topicKeys(): string[] {
  return (Object.keys(TOPICS) as Topic[]).flatMap((topic) =>
    KNOWLEDGE[TOPICS[topic]].map((known) => `topics.${topic}.${known}`),
  );
}
