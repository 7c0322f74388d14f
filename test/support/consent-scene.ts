import { ledgerOf } from '#contacts';
import { startMany } from '#conversations';
import type { ConsentEvent, Contact, Message, Workshop } from '#domain';
import { startTestProgram, type TestProgram } from './program.ts';
import { programme, site, workshop } from './programme.ts';
import { until } from './until.ts';

/** A running program with one workshop, and what tests of consent ask of it. */
export type ConsentScene = {
  program: TestProgram;
  contact: (phone: string) => Promise<Contact>;
  ledger: (phone: string) => Promise<ConsentEvent[]>;
  /** The ledger's changes alone, in order. */
  changes: (phone: string) => Promise<string[]>;
  /** Our texts to a phone as stored, sent or not, oldest first. */
  stored: (phone: string) => Promise<Message[]>;
  /** She writes, and everything that follows from it is done. */
  says: (phone: string, body: string, params?: Record<string, string>) => Promise<void>;
  /** What reached her since the last time this was asked. */
  hears: (phone: string) => Promise<string[]>;
  /** Invites her now, as a broadcast does, and waits until what may go has gone. */
  invite: (phone: string, workshopId?: string) => Promise<void>;
  /** Waits until nothing is left to do at the present time. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts the scene; `wanted` as for `startTestProgram`. Call `close` when done. */
export async function startConsentScene(
  name: string,
  wanted: Parameters<typeof startTestProgram>[1] = {},
): Promise<ConsentScene> {
  const program = await startTestProgram(name, wanted);
  await program.load(programme, site(), workshop());
  const { store } = program.world;
  let invited = 0;
  const heard = new Map<string, number>();
  const contact = async (phone: string) =>
    (await store.contacts.findOne({ phone: phone.replace('whatsapp:', '') }).lean<Contact>())!;
  const ledger = async (phone: string) => ledgerOf(program.world, (await contact(phone))._id);
  const settled = () => until('all is done', () => isSettled(program), 20_000);
  return {
    program,
    contact,
    ledger,
    settled,
    changes: async (phone) => (await ledger(phone)).map(({ change }) => change),
    stored: async (phone) =>
      store.messages
        .find({ contact: (await contact(phone))._id })
        .sort({ createdAt: 1, _id: 1 })
        .lean<Message[]>(),
    says: async (phone, body, params = {}) => {
      const { status } = await program.twilio.inbound({ from: phone, body, params });
      if (status !== 200) throw new Error(`The webhook answered ${status}.`);
      await settled();
    },
    hears: async (phone) => {
      const all = await program.texts(phone);
      const before = heard.get(phone) ?? 0;
      heard.set(phone, all.length);
      return all.slice(before);
    },
    invite: async (phone, workshopId = 'reading') => {
      const found = (await store.workshops.findById(workshopId).lean<Workshop>())!;
      const { _id } = await contact(phone);
      invited += 1;
      const hints = await startMany(program.world, found, [_id], `test-invitation:${invited}`);
      await program.world.queue.enqueue(hints);
      await settled();
    },
    close: () => program.close(),
  };
}

async function isSettled({ world, clock }: TestProgram): Promise<boolean> {
  const { inbound, messages } = world.store;
  if (await inbound.exists({ handled: false })) return false;
  // Only now: a turn that has just ended made its texts due at its own moment.
  const due = { state: 'queued' as const, dueAt: { $lte: clock.now() } };
  return !(await messages.exists({ $or: [due, { state: 'sending' as const }] }));
}
