import { isDeepStrictEqual } from 'node:util';
import type { Content } from '#content';
import { playTalk } from './play-talk.ts';
import type { Talk } from './talk.ts';
import { BOTH, play, type Transcript, type TranscriptTurn } from './transcript.ts';

/** A transcript made of a talk, with what was left out and why; or why none can be made. */
export type Made = { transcript: Transcript; leftOut: string[] } | { wrong: string };

/**
 * The transcript of a talk as it goes with these flows and words, in both languages where `other` is the
 * same talk in the other one, or where she says nothing that is of one language alone (`1`, a silence);
 * else in the talk's own.
 */
export function transcriptOf(
  content: Content,
  talk: Talk,
  other: Talk | null,
  about: string | undefined,
): Made {
  const mine = entriesOf(content, talk);
  if ('wrong' in mine) return mine;
  const paired = other === null ? mine : pairedWith(content, mine, talk, other);
  if ('wrong' in paired) return paired;
  const isBoth = other !== null || (BOTH.includes(talk.language) && mine.isNeutral);
  const turns = isBoth ? paired.turns.map(inBoth) : paired.turns;
  const bare: Transcript = {
    about: about ?? aboutOf(talk),
    ...(!isBoth && { language: talk.language }),
    turns,
  };
  return { transcript: withShows(content, talk.flow, bare), leftOut: mine.leftOut };
}

type Entries = { turns: TranscriptTurn[]; leftOut: string[]; isNeutral: boolean };

/** What of a talk concerns its flow. */
function entriesOf(content: Content, talk: Talk): Entries | { wrong: string } {
  const { turns } = playTalk(content, talk);
  if (turns.some(({ isElsewhere }) => isElsewhere))
    return {
      wrong: `The flow ${talk.flow} begins another in this talk, and a transcript plays one alone: talk with each by itself.`,
    };
  const played = turns.filter(({ entry }) => entry !== null);
  const leftOut = turns.flatMap(({ entry, hers }) => (entry || hers === null ? [] : [hers]));
  const isNeutral = played.every(({ step }) => !/\p{L}/u.test(step?.says ?? ''));
  return { turns: played.map(({ entry }) => entry!), leftOut, isNeutral };
}

/** The same turns with her words in the other talk's language too; both must have been understood alike. */
function pairedWith(
  content: Content,
  mine: Entries,
  talk: Talk,
  other: Talk,
): Entries | { wrong: string } {
  const wanted = BOTH.find((language) => language !== talk.language);
  if (other.flow !== talk.flow) return { wrong: `The other talk is with the flow ${other.flow}.` };
  if (!BOTH.includes(talk.language) || other.language !== wanted)
    return { wrong: `One talk must be in ${BOTH[0]}, the other in ${BOTH[1]}.` };
  const theirs = entriesOf(content, other);
  if ('wrong' in theirs) return theirs;
  const count = Math.max(mine.turns.length, theirs.turns.length);
  for (let i = 0; i < count; i += 1) {
    const [one, two] = [mine.turns[i], theirs.turns[i]];
    if (!isDeepStrictEqual(one && withoutWords(one), two && withoutWords(two)))
      return { wrong: difference(i, talk, one, other, two) };
  }
  const turns = mine.turns.map((turn, i) => {
    const hears = { ...turn.hears, ...theirs.turns[i]!.hears };
    return turn.hears ? { ...turn, hears: inOrder(hears) } : turn;
  });
  return { ...mine, turns };
}

/** What must be the same in both languages; which of them she speaks may be told to the flow. */
function withoutWords({ hears: _, start, ...rest }: TranscriptTurn): TranscriptTurn {
  if (!start?.facts) return { ...rest, ...(start && { start }) };
  const { language: _own, ...facts } = start.facts;
  return { ...rest, start: { ...start, facts } };
}

function difference(
  turn: number,
  talk: Talk,
  one: TranscriptTurn | undefined,
  other: Talk,
  two: TranscriptTurn | undefined,
): string {
  const tell = (entry: TranscriptTurn | undefined) =>
    entry === undefined ? 'it has ended' : JSON.stringify(entry);
  return [
    `The two talks differ at turn ${turn + 1} (the first text is turn 1):`,
    `  ${talk.language}: ${tell(one)}`,
    `  ${other.language}: ${tell(two)}`,
    'Say it so that both are understood alike, or keep each as a transcript of its own.',
  ].join('\n');
}

/** Words that are of no language are the same in both. */
function inBoth(turn: TranscriptTurn): TranscriptTurn {
  if (!turn.hears) return turn;
  const [words] = Object.values(turn.hears);
  return { ...turn, hears: inOrder({ ...same(words!), ...turn.hears }) };
}

const same = (words: string) => Object.fromEntries(BOTH.map((language) => [language, words]));

function inOrder(hears: Record<string, string>): Record<string, string> {
  return Object.fromEntries(BOTH.map((language) => [language, hears[language]!]));
}

function withShows(content: Content, flow: string, transcript: Transcript): Transcript {
  const languages = transcript.language === undefined ? BOTH : [transcript.language];
  const played = languages.map((language) => play(content, flow, transcript, language));
  const turns = transcript.turns.map((turn, i) => ({
    ...turn,
    shows: Object.fromEntries(languages.map((language, l) => [language, played[l]!.turns[i]!])),
  }));
  return { ...transcript, turns };
}

/** Her words tell best what a talk was about. */
function aboutOf({ steps }: Talk): string {
  const said = steps.flatMap(({ says }) => (says === undefined ? [] : [`“${says}”`]));
  return said.length === 0 ? 'She never answers.' : `She writes ${said.join(', then ')}.`;
}
