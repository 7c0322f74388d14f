import { asSms, type Contact, channelFor, countSegments, MOST_SEGMENTS } from '#domain';
import type { OwnBroadcast } from '#storage';
import { type Audience, audiencePages } from '../audience/index.ts';
import { type Arrival, arrivalOf, type Bucket } from './arrival.ts';
import { type Ahead, gateAhead } from './gate-ahead.ts';
import { writeOwn } from './own-text.ts';
import type { OwnWorld, Setting } from './own-world.ts';
import { isRecipient, type Tally } from './tally.ts';

/** A language's texts as families would read them; `forcedBy` is the character that makes them dear. */
export type LanguagePreview = {
  count: number;
  segments: number;
  mostSegments: number;
  forcedBy: string | null;
  example: string;
};

/** What would come of a broadcast, as things stand now. Nothing is stored or sent. */
export type Preview = {
  count: number;
  kind: OwnBroadcast['kind'];
  sample: Tally['sample'];
  /** By the language they read, for a text; a flow speaks for itself. */
  languages: Record<string, LanguagePreview>;
  segments: number;
  by: { sms: number; whatsapp: number; nothing: number };
  /** Of those it is for, who would wait, and who would not get it at all, by the gate's reason. */
  waits: Record<string, number>;
  withheld: Record<string, number>;
  /** In the audience, but never counted: they have not agreed, or have said stop. */
  without: Tally['without'];
  lastArrives: Date | null;
  onLaterDay: number;
};

type Planned = { broadcast: OwnBroadcast; setting: Setting; tally: Tally };

/** Goes through a planned broadcast, page by page, and counts what the gate would say to each family. */
export async function previewOwn(
  world: OwnWorld & { segmentsPerSecond: number },
  planned: Planned,
): Promise<Preview> {
  const { broadcast, setting, tally } = planned;
  const { count, sample, without } = tally;
  const preview: Preview = {
    ...{ count, kind: broadcast.kind, sample, languages: {}, segments: 0 },
    ...{ by: { sms: 0, whatsapp: 0, nothing: 0 }, waits: {}, withheld: {}, without },
    ...{ lastArrives: null, onLaterDay: 0 },
  };
  const buckets = new Map<string, Bucket>();
  for await (const page of audiencePages(world, broadcast.audience as Audience)) {
    const contacts = page.filter(isRecipient);
    const ahead = await gateAhead(world, broadcast, setting, contacts);
    for (const contact of contacts) {
      const segments = write(world, planned, preview, contact);
      look(preview, buckets, contact, ahead.get(contact._id)!, segments);
    }
  }
  const { last, later }: Arrival = arrivalOf([...buckets.values()], world.segmentsPerSecond);
  return { ...preview, lastArrives: last, onLaterDay: later };
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
  const { body, language } = writeOwn(world.content(), content, setting, contact, world);
  const { segments, forcedBy } = countSegments(asSms(body));
  const known = preview.languages[language];
  preview.languages[language] = {
    count: (known?.count ?? 0) + 1,
    segments: (known?.segments ?? 0) + segments,
    mostSegments: Math.max(known?.mostSegments ?? 0, segments),
    forcedBy: known?.forcedBy ?? forcedBy,
    example: known?.example ?? body,
  };
  return segments;
}

function look(
  preview: Preview,
  buckets: Map<string, Bucket>,
  contact: Contact,
  { verdict, at, place }: Ahead,
  segments: number,
): void {
  if (verdict.kind === 'withhold') {
    preview.by.nothing += 1;
    add(preview.withheld, verdict.reason);
    return;
  }
  const hers = channelFor(contact);
  preview.by[verdict.kind === 'pass' ? (verdict.with?.channel ?? hers) : hers] += 1;
  preview.segments += segments;
  if (verdict.kind === 'wait') add(preview.waits, verdict.reason);
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
