import { isHelpWord, isStartWord, isStopWord } from '#domain';
import type { Flow } from '#engine';
import type { Note } from './draft.ts';
import type { Beside, RapidFlow, Trigger } from './rapidpro.ts';
import { folderOf } from './spoken.ts';

/** The keywords that start a flow, by language, and what else starts it and does not come over. */
export type Starts = { keywords: Record<string, string[]>; lost: Note[] };

const KINDS: Record<string, string> = {
  C: 'any message that nothing else takes',
  M: 'a missed call',
  N: 'a new conversation',
  R: 'a referral',
  S: 'a schedule',
  V: 'a call',
  I: 'an opt-in',
  O: 'an opt-out',
  T: 'a closed ticket',
};

/** Reads what starts a flow in an export: keywords become the flow's, all else is listed. */
export function startsOf(flow: RapidFlow, beside: Beside, others: Record<string, Flow>): Starts {
  const lost: Note[] = [];
  const isMine = (one?: { uuid?: string | null; name?: string | null } | null) =>
    one?.uuid ? one.uuid === flow.uuid : one?.name === flow.name;
  const mine = beside.triggers.filter((trigger) => isMine(trigger.flow));
  const words = mine.flatMap((trigger) => wordsOf(trigger, lost));
  const taken = new Set(
    Object.values(others).flatMap(({ keywords }) => Object.values(keywords).flat()),
  );
  const fit = [...new Set(words.map((word) => word.toUpperCase()))].filter((word) => {
    const why = unfit(word, taken);
    if (why) lost.push({ at: 'start', was: `the keyword ${word}`, instead: why });
    return why === null;
  });
  for (const { name, events } of beside.campaigns) {
    const count = events.filter((event) => isMine(event.flow)).length;
    if (count > 0)
      lost.push({
        at: 'start',
        was: `${count} events of the campaign "${name}"`,
        instead: 'send it by a broadcast on that day',
      });
  }
  return { keywords: fit.length > 0 ? { [folderOf(flow.language)]: fit } : {}, lost };
}

function wordsOf(trigger: Trigger, lost: Note[]): string[] {
  const { trigger_type: type, keyword, keywords } = trigger;
  if (type === 'K') return keywords ?? (keyword ? [keyword] : []);
  lost.push({
    at: 'start',
    was: `it is started by ${KINDS[type] ?? `a trigger of type ${type}`}`,
    instead: 'start it by a keyword, or by a broadcast',
  });
  return [];
}

function unfit(word: string, taken: Set<string>): string | null {
  if ([...word].length < 3) return 'a keyword has at least three letters: choose a longer one';
  if (isStopWord(word) || isStartWord(word) || isHelpWord(word))
    return 'this word stops, starts or asks for help: choose another';
  return taken.has(word) ? 'another flow is started by this word: choose another' : null;
}

/** Groups whose members RapidPro finds by a query; a tag is given by hand or by a flow. */
export function smartGroups({ groups }: Beside): Note[] {
  return groups.flatMap(({ name, query }) =>
    query
      ? [
          {
            at: 'all',
            was: `the smart group "${name}" (${query})`,
            instead: 'give its members a tag',
          },
        ]
      : [],
  );
}
