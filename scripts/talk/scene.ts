import type { Content } from '#content';
import type { Conversation, Facts } from '#engine';
import type { Understood } from '#understanding';
import type { Step, Talk } from './talk.ts';
import type { Back, TranscriptTurn } from './transcript.ts';

/** How the family stands with the workshop, as far as the stand-in for the host knows. */
export type Rsvp = {
  state: 'invited' | 'yes' | 'no' | 'maybe' | 'waiting' | 'offered';
  party: number;
  mode: string | undefined;
  childcare: number | undefined;
};

/** Where a talk stands; made anew whenever it is played, and changed by each of its steps. */
export type Scene = {
  content: Content;
  talk: Talk;
  now: Date;
  /** The language of the texts: the talk's, until she asks for another. */
  language: string;
  /** The conversation that speaks is the last; those before it began it and wait. */
  stack: Conversation[];
  rsvp: Rsvp;
  optedOut: boolean;
  /** How the host's work is to go in this step, where not well; what was used is taken away. */
  choices: string[];
  /** When the silence falls, or the time comes, that is waited for. */
  dueAt: Date | null;
};

/** Something worth knowing that the family does not see. */
export type Note = { of: 'fact' | 'host' | 'program'; text: string };

/** A text of ours before it is gathered with others; `fixed` goes by itself. */
export type Spoken = { body: string; fixed: true | null };

/** What one thing led to: a start, a message, a silence. */
export type Turn = {
  /** What was done; null where the talk begins. */
  step: Step | null;
  /** Her words, or what stands for them; null where time alone did it. */
  hers: string | null;
  at: Date;
  understood: Understood | null;
  notes: Note[];
  spoken: Spoken[];
  /** The same as a transcript has it, by what `language` she writes; null where no flow took part. */
  entry: TranscriptTurn | null;
  /** The host steps that were asked, and how they went. */
  asked: { step: string; outcome: string }[];
  /** Whether a flow that this one begins had a part. */
  isElsewhere: boolean;
  /** Her message is a person's already, who is told of once. */
  forPerson: boolean;
};

/** A turn at the scene's time in which nothing has happened yet. */
export function newTurn({ now }: Scene, step: Step | null, hers: string | null): Turn {
  return {
    step,
    hers,
    at: now,
    understood: null,
    notes: [],
    spoken: [],
    entry: null,
    asked: [],
    isElsewhere: false,
    forPerson: false,
  };
}

/** The conversation that speaks, or that spoke last. */
export function speaking({ stack }: Scene): Conversation {
  return stack.at(-1)!;
}

/** Whether the flow is about a workshop: always by its needs, or because she holds seats. */
export function hasWorkshop(scene: Scene): boolean {
  const { flow, facts } = scene.stack[0]!;
  return scene.content.flow(flow).needs.includes('workshop') || facts.seat === true;
}

/** Notes what came back to the flow in this turn, for a transcript. */
export function noteBack({ entry }: Turn, back: Back): void {
  if (entry) entry.outcomes = [...(entry.outcomes ?? []), back];
}

/** Tells what the program does where no flow does. */
export function noteProgram(turn: Turn, text: string): void {
  turn.notes.push({ of: 'program', text });
}

/** Facts as a person reads them: `party_size = 3, mode = zoom`. */
export function factsText(facts: Facts | Record<string, string>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} = ${String(value).replaceAll('\n', '; ')}`)
    .join(', ');
}
