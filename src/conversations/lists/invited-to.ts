import type { MessageAbout, Workshop } from '#domain';
import type { Facts } from '#engine';
import { markInvited } from '#workshops';
import { endOthers } from '../in-turn.ts';
import { workshopFacts } from '../say.ts';
import type { ConversationWorld, Turn } from '../turn.ts';

/** What the flow `rsvp` is told where it invites. */
export function aloneFacts(workshop: Workshop): Facts {
  return { ...workshopFacts(workshop), answered: false, seat: false };
}

/** What a text about these says of itself: it is true while each starts then and is not answered. */
export function mannerOf(shown: readonly Workshop[]) {
  const [about, ...also] = shown.map(({ _id: workshop, startsAt }): MessageAbout => {
    return { workshop, startsAt, states: ['invited'] };
  });
  const first = Math.min(...shown.map(({ startsAt }) => startsAt.getTime()));
  const listed = also.length > 0 ? { also } : {};
  return { about: about!, ...listed, validUntil: new Date(first), stage: 'invitation' };
}

/** Notes that she is invited to these; what else was asked about one of them is asked no more. */
export async function noteInvited(
  world: ConversationWorld,
  turn: Turn,
  shown: readonly Workshop[],
): Promise<void> {
  for (const workshop of shown) {
    await markInvited(world, workshop, turn.contact._id, turn.tx);
    await endOthers(world, turn, workshop._id);
  }
}
