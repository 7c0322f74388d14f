import { officeAt, type Site } from '#domain';
import { raiseAlarm } from '#inbox';
import type { Understood } from '#understanding';
import { requestCall } from './calls.ts';
import { type HumanMatter, isDanger, isForPersonAlone, isSorrow } from './human-matter.ts';
import { say } from './say.ts';
import type { ConversationWorld, Turn } from './turn.ts';

/**
 * Brings a human matter to a person: the message is marked with what it is about, staff are called, and the
 * family reads the fixed text and no other of ours. Where she says something besides, `answer` takes it, and
 * what must be confirmed or asked stands before that text; in sorrow only a question does.
 */
export async function hearPersonally(
  world: ConversationWorld,
  turn: Turn,
  matter: HumanMatter,
  understood: Understood,
  answer: () => Promise<void>,
): Promise<void> {
  if (!turn.inbound) return;
  turn.inbound.forPerson = matter;
  // "Me puede llamar" is a first-class answer of who reads little (domain.md §4).
  if (matter === 'call_me') await requestCall(world, turn);
  if (!isForPersonAlone(matter, understood)) await answer();
  if (isSorrow(matter)) turn.spoken = turn.spoken.filter(({ asks }) => asks !== null);
  turn.inbound.forPerson = matter;
  await callTo(world, turn, matter);
  if (matter !== 'call_me') await sayWhoReads(world, turn, matter);
}

/** Calls staff to this turn's message, without a word to the family: she may have opted out. */
export async function callTo(
  world: ConversationWorld,
  turn: Turn,
  matter: HumanMatter,
): Promise<void> {
  if (!turn.inbound) return;
  turn.inbound.forPerson = matter;
  const { _id: message } = turn.inbound;
  const raised = { message, contact: turn.contact, kind: matter, danger: isDanger(matter) };
  turn.hints.push(...(await raiseAlarm(world, raised, turn.tx)));
}

/** That a person will read it and when, by the office hours of her site; for danger whom to call. */
async function sayWhoReads(
  world: ConversationWorld,
  turn: Turn,
  matter: HumanMatter,
): Promise<void> {
  const id = turn.contact.sites[0];
  const site = id ? await world.store.sites.findById(id).session(turn.tx).lean<Site>() : null;
  const { when, ...words } = whenRead(site, world.clock.now());
  const key = `${isDanger(matter) ? 'danger' : 'person'}_${when}`;
  await say(world, turn, { namespace: 'common', key, ...words }, null);
}

/** Which of the texts tells truthfully when somebody is there, and its values. */
function whenRead(site: Site | null, now: Date) {
  if (!site?.officeHours) return { when: 'soon', values: {} };
  const { timeZone } = site;
  const office = officeAt(now, timeZone, site.officeHours);
  return office.isOpen
    ? { when: 'open', values: { closesAt: office.closesAt }, timeZone }
    : { when: 'closed', values: { opensAt: office.opensAt }, timeZone };
}
