import type { z } from 'zod';
import type { Content } from '#content';
import type { Channel, Clock, Log, Programme } from '#domain';
import type { Hint } from '#queue';
import type { Store } from '#storage';

/**
 * What commands work with. They send nothing: what they make due is sent by the program's workers, which
 * find it in MongoDB; `handOn` only makes that prompt.
 */
export type CommandWorld = {
  store: Store;
  clock: Clock;
  log: Log;
  /** Where families reach the program; `publicUrl` null where no address is known. */
  settings: {
    publicUrl: string | null;
    twilio: { from: string | null; whatsappFrom: string | null };
  };
  handOn: (hints: Hint[]) => Promise<void>;
  /** What a text is written with and where it could go, read for the commands that ask. */
  sending: () => Promise<Sending>;
};

/** The programme and words as they are now, the senders there are, and their rate. */
export type Sending = {
  programme: () => Programme;
  content: () => Content;
  canSend: (channel: Channel) => boolean;
  live: boolean;
  segmentsPerSecond: number;
};

/** A command's one answer, or why there is none. */
export type Outcome = { kind: 'done'; answer: object } | { kind: 'refused'; reason: string };

/** A command with its argument read and checked, ready to be run. */
export type Ready = (world: CommandWorld) => Promise<Outcome>;

/** Reads the command's only argument, before anything is opened for it. */
export type Command = (text: string | undefined) => { kind: 'ready'; run: Ready } | Refused;
type Refused = { kind: 'refused'; reason: string };

/** The answer of a command that did what it was asked. */
export const done = (answer: object): Outcome => ({ kind: 'done', answer });

/** Why a command did nothing: a sentence for a person. */
export const refused = (reason: string): Refused => ({ kind: 'refused', reason });

/** A command that takes one JSON object like `example`, checked by `schema`; none where nothing must be said. */
export function command<Schema extends z.ZodType>(
  schema: Schema,
  example: object,
  run: (world: CommandWorld, argument: z.output<Schema>) => Promise<Outcome>,
): Command {
  return (text) => {
    const given = text === undefined && schema.safeParse({}).success ? {} : parse(text);
    if (given === undefined)
      return refused(`Give one JSON object, like '${JSON.stringify(example)}'.`);
    const argument = schema.safeParse(given);
    if (argument.success) return { kind: 'ready', run: (world) => run(world, argument.data) };
    const wrong = argument.error.issues.map(
      (issue) => `${issue.path.join('.') || 'argument'}: ${issue.message}`,
    );
    return refused(`${wrong.join('; ')}. Like '${JSON.stringify(example)}'.`);
  };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
