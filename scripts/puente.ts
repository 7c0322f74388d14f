import { z } from 'zod';
import { begin, sendingReport } from '#broadcasts';
import { ledgerOf } from '#contacts';
import {
  ConfigError,
  type Contact,
  ContentError,
  type Message,
  parsePhone,
  type Rsvp,
  type Workshop,
} from '#domain';
import { findServices } from '#services';
import { cancelWorkshop, moveWorkshop, tallyOf } from '#workshops';
import { readConfig } from '../src/config.ts';
import { loadLines } from '../src/load.ts';
import { buildWorld, type World } from '../src/world.ts';

/** A command's only argument, as JSON. */
type Command = (world: World, argument: unknown) => Promise<object>;

/** What the caller gave was wrong, or names nothing we know. */
class Refused extends Error {}

const OfWorkshop = z.strictObject({ workshop: z.string(), by: z.string().optional() });
const Move = OfWorkshop.extend({
  startsAt: z
    .string()
    .regex(/T.*(Z|[+-]\d\d:?\d\d)$/, 'must be ISO 8601 with a zone, like 2026-12-05T10:00:00-08:00')
    .transform((value) => new Date(value))
    .refine((at) => !Number.isNaN(at.getTime()), 'must be a date that exists'),
});
const OfContact = z.strictObject({ phone: z.string() });

const COMMANDS: Record<string, Command> = {
  /** The plan's invitation stage now; the plan does not repeat it at seven days before. */
  invite: async (world, argument) => {
    const workshop = await workshopOf(world, check(OfWorkshop, argument).workshop);
    if (workshop.cancelledAt)
      throw new Refused('The workshop is cancelled: nobody can be invited.');
    if (workshop.startsAt <= world.clock.now())
      throw new Refused('The workshop has begun: it is too late.');
    await world.queue.enqueue([await begin(world, workshop, 'invitation', ['invited'])]);
    return { workshop: workshop._id, outcome: 'inviting' };
  },
  move: async (world, argument) => {
    const { workshop, startsAt, by } = check(Move, argument);
    return outcomeOf(workshop, await moveWorkshop(world, workshop, startsAt, by ?? null), 'moved');
  },
  cancel: async (world, argument) => {
    const { workshop, by } = check(OfWorkshop, argument);
    return outcomeOf(workshop, await cancelWorkshop(world, workshop, by ?? null), 'cancelled');
  },
  report: async (world, argument) => {
    const { _id } = await workshopOf(world, check(OfWorkshop, argument).workshop);
    const { invited, ...sent } = await sendingReport(world, _id);
    return { invited, ...(await tallyOf(world, _id)), ...sent };
  },
  contact: async (world, argument) => contactReport(world, check(OfContact, argument).phone),
};

async function contactReport(world: World, given: string): Promise<object> {
  const { store } = world;
  const phone = parsePhone(given);
  const contact = phone && (await store.contacts.findOne({ phone }).lean<Contact>());
  if (!contact) throw new Refused('No contact has this phone. Load it first.');
  const rsvps = await store.rsvps.find({ contact: contact._id }).lean<Rsvp[]>();
  const messages = await store.messages
    .find({ contact: contact._id })
    .sort({ createdAt: 1, _id: 1 })
    .lean<Message[]>();
  return {
    language: contact.language,
    consent: contact.consent,
    rsvps: rsvps.map(({ _id: _, contact: __, ...rsvp }) => rsvp),
    ledger: (await ledgerOf(world, contact._id)).map(({ _id: _, contact: __, ...entry }) => entry),
    messages: messages.map(({ contact: _, ...message }) => message),
  };
}

async function workshopOf(world: World, id: string): Promise<Workshop> {
  const workshop = await world.store.workshops.findById(id).lean<Workshop>();
  if (!workshop) throw new Refused(`There is no workshop ${id}. Load it first.`);
  return workshop;
}

function outcomeOf(
  workshop: string,
  changed: Awaited<ReturnType<typeof moveWorkshop>>,
  outcome: string,
): object {
  if (changed.kind === 'changed') return { workshop, outcome };
  throw new Refused(`Nothing was changed: ${changed.reason.replaceAll('_', ' ')}.`);
}

function check<T extends z.ZodType>(schema: T, argument: unknown): z.output<T> {
  const parsed = schema.safeParse(argument);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((i) => `${i.path.join('.') || 'argument'}: ${i.message}`);
  throw new Refused(wrong.join('; '));
}

function argumentOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new Refused(`Give one JSON object, e.g. '{"workshop":"bolivar-1"}'.`);
  }
}

async function openWorld(): Promise<World> {
  const config = readConfig();
  const given = {
    mongodbUri: config.mongodbUri ?? undefined,
    redisUrl: config.redisUrl ?? undefined,
  };
  const services = await findServices(config.home, given);
  if (!services) {
    throw new Refused(
      'Puente is not running here: start it with npm start, or set MONGODB_URI and REDIS_URL.',
    );
  }
  const nowhere = {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'unused',
    messagingServiceSid: null,
    from: null,
    whatsappFrom: null,
    apiUrl: null,
  };
  const twilio = config.twilio ?? nowhere;
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  // Commands never send: what they make due is sent by the program's workers.
  return buildWorld({ ...config, ...services, twilio, publicUrl });
}

function print(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function run([name = '', text, ...rest]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (name !== 'load' && !command) {
    throw new Refused(
      `There is no command ${name}. There are: load, ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  if (rest.length > 0) throw new Refused('Give one JSON object as the only argument.');
  const argument = command ? argumentOf(text) : null;
  const world = await openWorld();
  try {
    if (command) return print(await command(world, argument));
    for await (const outcome of loadLines(world, process.stdin)) print(outcome);
  } finally {
    await world.close();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const known =
    error instanceof Refused || error instanceof ConfigError || error instanceof ContentError;
  print({ error: known ? error.message : 'failed' });
  if (!known) process.stderr.write(`${String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
});
