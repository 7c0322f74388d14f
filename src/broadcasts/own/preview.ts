import {
  type Contact,
  costInDollars,
  costInSegments,
  countSegments,
  MMS_SEGMENTS,
  MOST_SEGMENTS,
  normaliseText,
} from '#domain';
import type { OwnBroadcast } from '#storage';
import { type Audience, audiencePages } from '../audience/index.ts';
import { type Arrival, arrivalOf, type Bucket } from './arrival.ts';
import { type Ahead, gateAhead } from './gate-ahead.ts';
import { type MonthAhead, type MonthReckoning, reckonMonth } from './month-ahead.ts';
import { channelOf, ownDraft, pictureFor } from './own-draft.ts';
import type { OwnWorld } from './own-world.ts';
import type { Planned as Made } from './plan-own.ts';
import { isRecipient, type Tally } from './tally.ts';

/**
 * A language's texts as families would read them; `forcedBy` is the character that makes them dear. With a
 * picture a text is an MMS, and costs the same whatever its words.
 */
export type LanguagePreview = {
  count: number;
  segments: number;
  mostSegments: number;
  forcedBy: string | null;
  example: string;
};

/** What a picture does: an SMS with it is an MMS, which costs as much as so many segments. */
export type PicturePreview = {
  asMms: number;
  segmentsEach: number;
  /** Who gets the words alone: no MMS goes to her number, as outside the United States and Canada. */
  wordsAlone: number;
  /** Its size and kind were looked at; if not, Twilio refuses one over 5 MB or of another kind. */
  checked: boolean;
};

/** What would come of a broadcast, as things stand now. Nothing is stored or sent. */
export type Preview = {
  count: number;
  kind: OwnBroadcast['kind'];
  sample: Tally['sample'];
  /** By the language they read, for a text; a flow speaks for itself. */
  languages: Record<string, LanguagePreview>;
  segments: number;
  /** US dollars; null where the programme has told no price. */
  cost: number | null;
  month: MonthAhead;
  by: { sms: number; whatsapp: number; nothing: number };
  picture: PicturePreview | null;
  /** Of those it is for, who would wait, and who would not get it at all, by the gate's reason. */
  waits: Record<string, number>;
  withheld: Record<string, number>;
  /** In the audience, but never counted: they have not agreed, or have said stop. */
  without: Tally['without'];
  lastArrives: Date | null;
  onLaterDay: number;
};

type Planned = Omit<Extract<Made, { kind: 'planned' }>, 'kind'>;

/** Goes through a planned broadcast, page by page, and counts what the gate would say to each family. */
export async function previewOwn(
  world: OwnWorld & { segmentsPerSecond: number },
  planned: Planned,
): Promise<Preview> {
  const { broadcast, setting, tally, picture } = planned;
  const { count, sample, without } = tally;
  const month = await reckonMonth(world, broadcast);
  const preview: Preview = {
    ...{ count, kind: broadcast.kind, sample, languages: {}, segments: 0 },
    ...{ by: { sms: 0, whatsapp: 0, nothing: 0 }, waits: {}, withheld: {}, without },
    picture: picture && pictureNone(picture.kind === 'fine'),
    cost: null,
    month: month.total(0),
    ...{ lastArrives: null, onLaterDay: 0 },
  };
  const buckets = new Map<string, Bucket>();
  for await (const page of audiencePages(world, broadcast.audience as Audience)) {
    const contacts = page.filter(isRecipient);
    const ahead = await gateAhead(world, broadcast, setting, contacts);
    for (const contact of contacts) {
      const segments = write(world, planned, preview, contact);
      const told = ahead.get(contact._id)!;
      look(preview, buckets, month, contact, told, segments);
      if (told.verdict.kind !== 'withhold') notePicture(preview, planned, contact);
    }
  }
  const { last, later }: Arrival = arrivalOf([...buckets.values()], world.segmentsPerSecond);
  const cost = costInDollars(preview.segments, setting.programme);
  const ahead = month.total(preview.segments);
  return { ...preview, cost, month: ahead, lastArrives: last, onLaterDay: later };
}

const pictureNone = (checked: boolean): PicturePreview => ({
  asMms: 0,
  segmentsEach: MMS_SEGMENTS,
  wordsAlone: 0,
  checked,
});

function notePicture({ picture }: Preview, { broadcast }: Planned, contact: Contact): void {
  if (!picture) return;
  const channel = channelOf(contact);
  const goes = pictureFor(broadcast.content, channel, contact) !== null;
  if (!goes) picture.wordsAlone += 1;
  else if (channel === 'sms') picture.asMms += 1;
}

/** Writes her text and notes what it takes; a flow's first text may take as much as a text may. */
function write(
  world: OwnWorld,
  { broadcast, setting }: Planned,
  preview: Preview,
  contact: Contact,
): number {
  const { content } = broadcast;
  if ('flow' in content) return MOST_SEGMENTS;
  const draft = ownDraft(world, broadcast, setting, contact);
  const { language } = draft;
  const body = normaliseText(draft.body);
  const { forcedBy } = countSegments(body);
  const segments = costInSegments({ ...draft, body });
  const known = preview.languages[language];
  preview.languages[language] = {
    count: (known?.count ?? 0) + 1,
    segments: (known?.segments ?? 0) + segments,
    mostSegments: Math.max(known?.mostSegments ?? 0, segments),
    forcedBy: known?.forcedBy ?? forcedBy,
    example: known?.example ?? draft.body,
  };
  return segments;
}

function look(
  preview: Preview,
  buckets: Map<string, Bucket>,
  month: MonthReckoning,
  contact: Contact,
  { verdict, at, place }: Ahead,
  segments: number,
): void {
  if (verdict.kind === 'withhold') {
    preview.by.nothing += 1;
    add(preview.withheld, verdict.reason);
    return;
  }
  preview.by[channelOf(contact)] += 1;
  preview.segments += segments;
  const fits = month.take(segments);
  if (verdict.kind === 'wait') add(preview.waits, verdict.reason);
  else if (!fits) add(preview.waits, 'monthly_limit');
  const start = verdict.kind === 'wait' ? verdict.until : at;
  const { timeZone, state } = place;
  const key = `${start.getTime()} ${timeZone} ${state}`;
  const bucket = buckets.get(key) ?? {
    ...{ start, wished: at, place: { timeZone, state }, texts: 0, segments: 0 },
  };
  bucket.texts += 1;
  bucket.segments += segments;
  buckets.set(key, bucket);
}

function add(to: Record<string, number>, key: string): void {
  to[key] = (to[key] ?? 0) + 1;
}
