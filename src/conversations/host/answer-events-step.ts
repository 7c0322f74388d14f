import type { Facts } from '#engine';
import { decline } from '#workshops';
import { beginConversation } from '../begin-conversation.ts';
import { endOthers } from '../in-turn.ts';
import { eventIds } from '../lists/event-words.ts';
import { namesIn } from '../lists/may-invite.ts';
import { nextOfList } from '../lists/next-of-list.ts';
import { readWorkshop, workshopFacts } from '../say.ts';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import type { Begin, Step } from './step.ts';

/**
 * Takes her answer about several workshops: what she refuses is declined, the conversation of each other goes
 * on as if she had answered its invitation, one after another, and then she is told of those that the list
 * had no room for. That only in answer to her: by silence nothing unasked is told.
 */
export const answerEventsStep: Step = async (world, turn, stored, args) => {
  const all = args.chosen === 'none';
  const chosen = all ? eventIds(args.events) : namesIn(args.chosen);
  const refused = new Set(all ? chosen : namesIn(args.chosen_refused));
  const undecided = new Set(namesIn(args.chosen_undecided));
  const coming = chosen.filter((id) => !refused.has(id));
  const sure = coming.filter((id) => !undecided.has(id));
  if (sure.length > 1 && args.party_size === undefined) return { outcome: 'several', facts: {} };
  for (const workshop of refused) {
    const cause = `${turn.cause}:${stored._id}:${workshop}`;
    await decline(world, { workshop, contact: turn.contact._id, cause }, turn.tx);
  }
  const begins: Begin[] = [];
  for (const id of coming) {
    const attendance = undecided.has(id) ? 'maybe' : 'yes';
    begins.push(...(await goOn(world, turn, stored, id, { ...partyOf(args), attendance })));
  }
  if (turn.inbound) begins.push(...(await nextOfList(world, turn, namesIn(args.rest))));
  return { outcome: coming.length > 0 ? 'answered' : 'refused', facts: {}, begins };
};

function partyOf({ party_size }: Facts): Facts {
  return party_size === undefined ? {} : { party_size };
}

/** The conversation about one of them, from where its invitation has been answered. */
async function goOn(
  world: ConversationWorld,
  turn: Turn,
  list: Stored,
  id: string,
  answer: Facts,
): Promise<Begin[]> {
  const workshop = (await readWorkshop(world, id, turn))?.workshop;
  if (!workshop) return [];
  await endOthers(world, turn, id);
  const stored = beginConversation(world, turn, 'rsvp', id);
  stored.cause = `${turn.cause}:${list._id}:${id}`;
  const facts = {
    ...workshopFacts(workshop),
    first: false,
    answered: false,
    seat: false,
    ...answer,
  };
  return [{ stored, facts, validUntil: workshop.startsAt, about: null, stage: 'rsvp' }];
}
