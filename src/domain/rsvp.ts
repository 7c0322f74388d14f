import type { Mode } from './workshop.ts';

/**
 * Where a family stands with one workshop. `offered`: on the waitlist, with seats held for her until she
 * answers. `cancelled`: had said yes, and gave the seats back.
 */
export type RsvpState = 'invited' | 'yes' | 'maybe' | 'no' | 'waitlisted' | 'offered' | 'cancelled';

export const RSVP_STATES: readonly RsvpState[] = [
  'invited',
  'yes',
  'maybe',
  'no',
  'waitlisted',
  'offered',
  'cancelled',
];

/** States in which seats of the workshop's counter are taken for this family. */
export const SEATED_STATES: readonly RsvpState[] = ['yes', 'offered'];

/**
 * States of a family that counts on a workshop: she is told of a change, her answer stands for the new date,
 * and a "no gracias" of hers is about her place, not about our texts.
 */
export const STANDING_STATES: readonly RsvpState[] = ['yes', 'maybe', 'waitlisted', 'offered'];

/** A family's answer to one workshop: one per workshop and contact. */
export type Rsvp = {
  _id: string;
  workshop: string;
  contact: string;
  /** The start the answer was for; a moved workshop asks again those who had not said yes. */
  startsAt: Date;
  state: RsvpState;
  /** People in all, the sender among them; 0 until she has said yes. */
  party: number;
  mode: Mode;
  /** Children for whom care was asked; 0 for none, null until she has said. */
  childcare: number | null;
  invitedAt: Date | null;
  waitlistedAt: Date | null;
  /** When a seat offer lapses unless she says yes. */
  offerUntil: Date | null;
  updatedAt: Date;
};

/** The largest party one text can book; more is for a person to arrange. */
export const LARGEST_PARTY = 12;

/**
 * Who on the waitlist is offered `free` seats: the first, in order of waiting, whose whole party fits. A
 * large family does not hold up a small one, and keeps its place for the next time.
 */
export function nextOnWaitlist<T extends Pick<Rsvp, 'party' | 'waitlistedAt' | '_id'>>(
  waiting: readonly T[],
  free: number,
): T | null {
  const inOrder = [...waiting].sort(
    (a, b) => Number(a.waitlistedAt) - Number(b.waitlistedAt) || (a._id < b._id ? -1 : 1),
  );
  return inOrder.find((rsvp) => rsvp.party <= free) ?? null;
}
