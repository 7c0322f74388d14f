import { DAY, MINUTE, type RsvpState, type Workshop } from '#domain';
import { type BroadcastContent, newId, type OwnBroadcast } from '#storage';
import { requiredParts } from '../audience/index.ts';
import { textProblems } from './check-text.ts';
import { legsOf } from './legs.ts';
import { type Looked, lookAtPicture } from './look-at-picture.ts';
import type { OwnText } from './own-text.ts';
import { type OwnWorld, readSetting, type Setting } from './own-world.ts';
import type { BroadcastRequest } from './request.ts';
import { type Tally, tallyAudience } from './tally.ts';
import { unknownNames } from './unknown-names.ts';

/** A broadcast as it would be, not stored yet, with whom it is for; or why it cannot be. */
export type Planned =
  | {
      kind: 'planned';
      broadcast: OwnBroadcast;
      setting: Setting;
      tally: Tally;
      /** What is known of its picture; null where it has none. */
      picture: Exclude<Looked, { kind: 'wrong' }> | null;
    }
  | { kind: 'refused'; reason: string };

/** What nobody could be sent for so long comes out of the blue. */
const OF_USE = 3 * DAY;
/** Clocks differ, and a command takes its time. */
const JUST_NOW = 5 * MINUTE;

/** Makes a broadcast of what a person asks for, checked whole, and stores nothing. */
export async function planOwn(world: OwnWorld, request: BroadcastRequest): Promise<Planned> {
  const { audience, workshop = null } = request;
  const setting = await readSetting(world, { workshop });
  const problem =
    (await unknownNames(world, audience, setting)) ??
    workshopProblem(world, request, setting) ??
    flowProblem(world, request);
  if (problem) return refused(problem);
  const now = world.clock.now();
  const legs = legsOf(request.at, now, setting);
  if (legs[0]!.at.getTime() < now.getTime() - JUST_NOW) return refused('at: is in the past.');
  const tally = await tallyAudience(world, audience);
  const content = contentOf(request);
  const problems = 'text' in content ? textProblems(world.content(), content, setting, tally) : [];
  if (problems.length > 0) return refused(`${problems.join('. ')}.`);
  if (tally.count === 0) return refused(nobody(tally));
  const picture = request.picture ? await lookAtPicture(request.picture) : null;
  if (picture?.kind === 'wrong') return refused(picture.reason);
  const { states, kind } = manner(request, setting.workshop);
  const last = legs.at(-1)!.at.getTime() + OF_USE;
  const startsAt = setting.workshop?.startsAt ?? null;
  const broadcast: OwnBroadcast = {
    _id: newId(),
    audience,
    content,
    workshop,
    startsAt,
    kind,
    states,
    state: 'running',
    pausedFor: null,
    legs,
    leg: 0,
    dueAt: legs[0]!.at,
    cursor: null,
    passed: 0,
    share: request.share ?? null,
    testTo: null,
    count: tally.count,
    watchAt: legs[0]!.at,
    forgiven: false,
    alarmed: false,
    until: new Date(Math.min(last, startsAt?.getTime() ?? last)),
    createdAt: now,
  };
  return { kind: 'planned', broadcast, setting, tally, picture };
}

const refused = (reason: string): Planned => ({ kind: 'refused', reason });

function contentOf({ text, flow, link, picture, fallback }: BroadcastRequest): BroadcastContent {
  if (flow !== undefined) return { flow };
  const given = Object.entries(text ?? {});
  const written: OwnText['text'] = Object.fromEntries(
    given.map(([language, words]) => [language, link ? `${words} ${link}` : words]),
  );
  return { text: written, fallback: fallback ?? null, picture: picture ?? null };
}

function nobody({ without }: Tally): string {
  const { no_consent, opted_out } = without;
  if (no_consent + opted_out === 0) return 'audience: there is nobody in it.';
  return `audience: nobody in it may be written to: ${no_consent} have not agreed, ${opted_out} have said stop.`;
}

function workshopProblem(
  { clock }: Pick<OwnWorld, 'clock'>,
  { workshop: id }: BroadcastRequest,
  { workshop }: Setting,
): string | null {
  if (id === undefined) return null;
  if (!workshop) return `There is no workshop ${id}. Load it first.`;
  if (workshop.cancelledAt) return 'The workshop is cancelled: families have been told.';
  return workshop.startsAt <= clock.now() ? 'The workshop has begun: it is too late.' : null;
}

function flowProblem(
  world: Pick<OwnWorld, 'content'>,
  { flow: id, workshop, fallback, link, picture, test }: BroadcastRequest,
): string | null {
  if (id === undefined) return null;
  const { flows } = world.content();
  const flow = Object.hasOwn(flows, id) ? flows[id] : undefined;
  if (!flow) return `There is no flow ${id}. There are: ${Object.keys(flows).join(', ')}.`;
  if (flow.needs?.includes('workshop') && workshop === undefined)
    return `The flow ${id} is about a workshop: say which, as "workshop":"bolivar-1".`;
  if (test) return 'A flow cannot be tried on a phone first: npm run talk shows what it says.';
  return fallback || link || picture
    ? 'A flow has its own words: leave out fallback, link and picture.'
    : null;
}

const COUNT_ON_IT: readonly RsvpState[] = ['yes', 'maybe', 'waitlisted', 'offered'];

/**
 * A text about a workshop to families who count on it is a notice (design §5), and true while they do; all
 * else is proactive, and keeps to the cap.
 */
function manner(
  { audience, flow }: BroadcastRequest,
  workshop: Workshop | null,
): Pick<OwnBroadcast, 'states' | 'kind'> {
  const of = requiredParts(audience).find((p) => workshop && p.workshop === workshop._id && p.rsvp);
  const states = of?.rsvp ?? null;
  const isNotice = flow === undefined && states?.every((state) => COUNT_ON_IT.includes(state));
  return { states, kind: isNotice ? 'notice' : 'proactive' };
}
