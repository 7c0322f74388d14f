import { startMany } from '#conversations';
import type { Rsvp, Workshop } from '#domain';
import { type RunningWorkers, startWorkers } from '#worker';
import { deliverBulk } from '../deliver-bulk.ts';
import { startTestProgram, type TestProgram } from '../program.ts';
import { family, phoneOf, programme, site, workshop } from '../programme.ts';
import { until } from '../until.ts';
import { endChildren } from './start-child.ts';

/** A program whose workers run only when the test says so, and families who hold an invitation. */
export type Scene = TestProgram & {
  /** Starts the workers of this process, which has set no trap: what was left undone gets done. */
  work: () => void;
  /** Stops them; jobs under way end. */
  rest: () => Promise<void>;
  /** Waits until nothing is unhandled, queued or under way. */
  settled: (withinMs?: number) => Promise<void>;
  contactOf: (phone: string) => Promise<string>;
  /** Seats taken on the counter, and what the RSVP of each of these phones says, as `yes 3`. */
  seats: (...phones: string[]) => Promise<{ taken: number; rsvps: string[] }>;
};

type Wanted = Parameters<typeof startTestProgram>[1] & {
  families: number;
  workshop?: Record<string, unknown>;
};

/** Starts the program without workers and invites families 1 to n, each of whom has read it. */
export async function startScene(name: string, wanted: Wanted): Promise<Scene> {
  const program = await startTestProgram(name, { timeoutMs: 500, ...wanted, workers: false });
  const families = Array.from({ length: wanted.families }, (_, i) => family(i + 1));
  await program.load(programme, site(), workshop(wanted.workshop), ...families);
  await invite(program, wanted.families);
  let workers: RunningWorkers | null = null;
  const rest = async () => {
    await workers?.close();
    workers = null;
  };
  return {
    ...program,
    work: () => {
      workers ??= startWorkers(program.world);
    },
    rest,
    settled: (withinMs = 20_000) => settled(program, withinMs),
    contactOf: (phone) => contactOf(program, phone),
    seats: (...phones) => seats(program, phones),
    close: async () => {
      await endChildren();
      await rest();
      await program.close();
    },
  };
}

async function invite(program: TestProgram, families: number): Promise<void> {
  const { world } = program;
  const reading = await world.store.workshops.findById('reading').lean<Workshop>().orFail();
  const phones = Array.from({ length: families }, (_, i) => phoneOf(i + 1));
  const contacts = await Promise.all(phones.map((phone) => contactOf(program, phone)));
  await startMany(world, reading, contacts, 'invitation');
  for (const contact of contacts) await deliverBulk(world, contact);
}

async function contactOf({ world }: TestProgram, phone: string): Promise<string> {
  return (await world.store.contacts.findOne({ phone }, { _id: 1 }).orFail())._id;
}

function settled({ world }: TestProgram, withinMs: number): Promise<void> {
  const { inbound, messages } = world.store;
  const isDone = async () => {
    if (await inbound.exists({ handled: false })) return false;
    return (await messages.exists({ state: { $in: ['queued', 'sending'] } })) === null;
  };
  return until('everything is done', isDone, withinMs);
}

async function seats(program: TestProgram, phones: string[]) {
  const { store } = program.world;
  const reading = await store.workshops.findById('reading').lean<Workshop>().orFail();
  const rsvps = phones.map(async (phone) => {
    const contact = await contactOf(program, phone);
    const rsvp = await store.rsvps.findOne({ contact }).lean<Rsvp>().orFail();
    return `${rsvp.state} ${rsvp.party}`;
  });
  return { taken: reading.seats.in_person.taken, rsvps: await Promise.all(rsvps) };
}
