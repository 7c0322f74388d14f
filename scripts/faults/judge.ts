import { MINUTE, nextOpening, SECOND } from '#domain';
import type { CreateRequest, TwilioMessage } from '#emulator';
import { type Family, OPT_OUT } from './families.ts';
import { INVITATION, ZONE } from './programme.ts';

/** What one case came to, counted from the emulator's own log. */
export type Figures = {
  sent: number;
  inbound: number;
  lost: number;
  inboundLost: number;
  duplicated: number;
  afterOptOut: number;
  outsideHours: number;
};

/** What the emulator saw in one case. */
export type Evidence = {
  families: readonly Family[];
  messages: readonly TwilioMessage[];
  requests: readonly CreateRequest[];
  /** Milliseconds since 1970 at which the clock was put forward. */
  jumps: readonly number[];
};

/** The figures, how many texts there should have been, and what is strange about them, for a person. */
export type Verdict = { figures: Figures; expected: number; strange: string[] };

/** A create call begun this long after our 200 to the opt-out may not be made; before, it was under way. */
const UNDER_WAY = 1.5 * SECOND;
/** Parts of the program and the emulator have read a moved clock after this long. */
const CLOCK_READ = 1.5 * SECOND;
/** What is handed over in time may wait as long in Twilio's own queue (design §5). */
const TWILIO_QUEUE = MINUTE;

const isInvitation = ({ body }: { body: string }) => body.includes(INVITATION);

/** Counts a case's figures. Every text that is due has its place in the families' turns; no other may be sent. */
export function judge(evidence: Evidence): Verdict {
  const ours = evidence.messages.filter(({ direction }) => direction === 'outbound-api');
  const inbound = evidence.messages.filter(({ direction }) => direction === 'inbound');
  const late = lateRequests(evidence.requests, inbound);
  const textsOf = Map.groupBy(ours, ({ to }) => to);
  const wroteOf = Map.groupBy(inbound, ({ from }) => from ?? '');
  const judged = evidence.families.map((family) =>
    judgeFamily(family, textsOf.get(family.phone) ?? [], wroteOf.get(family.phone) ?? [], late),
  );
  const sum = (key: 'expected' | 'lost' | 'inboundLost') =>
    judged.reduce((total, each) => total + each[key], 0);
  return {
    figures: {
      sent: ours.length,
      inbound: inbound.length,
      lost: sum('lost'),
      inboundLost: sum('inboundLost'),
      duplicated: ours.length - new Set(ours.map(({ to, body }) => `${to} ${body}`)).size,
      afterOptOut: late.size,
      outsideHours: ours.filter((text) => isOutsideHours(text, evidence.jumps)).length,
    },
    expected: sum('expected'),
    strange: [...judged.flatMap(({ strange }) => strange), ...toOthers(evidence.families, ours)],
  };
}

/** Texts to whoever has no part in the case: to a family of the case before, say, something once more. */
function toOthers(families: readonly Family[], ours: readonly TwilioMessage[]): string[] {
  const own = new Set(families.map(({ phone }) => phone));
  const others = ours.filter(({ to }) => !own.has(to));
  return others.map(({ body }) => `a text to somebody else: ${body}`);
}

/** Create calls of invitations that were begun too long after our 200 to the same family's opt-out. */
function lateRequests(
  requests: readonly CreateRequest[],
  inbound: readonly TwilioMessage[],
): Set<CreateRequest> {
  const stopped = new Map<string | null, number>();
  for (const { from, body, webhook } of inbound)
    if (body === OPT_OUT && webhook?.status === 200) stopped.set(from, Date.parse(webhook.endedAt));
  const isLate = ({ to, at }: CreateRequest) => {
    const honoured = stopped.get(to);
    return honoured !== undefined && Date.parse(at) > honoured + UNDER_WAY;
  };
  return new Set(requests.filter((request) => isInvitation(request) && isLate(request)));
}

function judgeFamily(
  { turns, hasty }: Family,
  texts: readonly TwilioMessage[],
  wrote: readonly TwilioMessage[],
  late: ReadonlySet<CreateRequest>,
) {
  const lateSids = new Set([...late].map(({ sid }) => sid));
  const invited = texts.some((text) => isInvitation(text));
  const inTime = texts.some((text) => isInvitation(text) && !lateSids.has(text.sid));
  // Who opted out while the invitation was on its way may or may not have it.
  const wanted = hasty ? inTime : true;
  const answered = turns
    .slice(0, wrote.length)
    .map(({ reads }) => texts.some(({ body }) => body.includes(reads)));
  const missing = answered.filter((isThere) => !isThere).length;
  const unsaid = turns.length - wrote.length;
  const known = ({ body }: TwilioMessage) =>
    body.includes(INVITATION) || turns.some(({ reads }) => body.includes(reads));
  return {
    expected: (wanted ? 1 : 0) + turns.length,
    // What she could not say, for want of a text to answer, was to be answered too.
    lost: (wanted && !invited ? 1 : 0) + missing + unsaid,
    inboundLost: missing,
    strange: texts.filter((text) => !known(text)).map(({ body }) => `a text not expected: ${body}`),
  };
}

/**
 * Whether an invitation reached its phone outside the usual hours. A clock that jumps while a text lies in
 * Twilio's queue delivers nothing late: the text's own clock is the one it was taken by.
 */
function isOutsideHours(text: TwilioMessage, jumps: readonly number[]): boolean {
  if (!isInvitation(text) || text.deliveredAtClock === null) return false;
  const created = Date.parse(text.dateCreated);
  if (jumps.some((jump) => created >= jump && created < jump + CLOCK_READ)) return false;
  const queued = Date.parse(text.dateUpdated) - created;
  const at = new Date(Date.parse(text.createdAtClock) + queued);
  const isOpen = (moment: Date) =>
    nextOpening({ at: moment, timeZone: ZONE, state: 'CA', limits: 'usual' }) <= moment;
  return !isOpen(at) && !isOpen(new Date(at.getTime() - TWILIO_QUEUE));
}
