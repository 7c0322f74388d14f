/**
 * Questions that we answer, by the labels of understanding. `programme`: always known. `workshop`: known
 * of every workshop. `state`: so or not, as the workshop stands. `fact`: from the workshop's facts, and
 * unknown where they are silent.
 */
export const TOPICS = {
  about: 'workshop',
  location: 'workshop',
  date: 'workshop',
  time: 'workshop',
  end_time: 'workshop',
  sender: 'programme',
  student_absence: 'programme',
  cancelled: 'state',
  cost: 'fact',
  food: 'fact',
  bring: 'fact',
  bring_guest: 'fact',
  materials: 'fact',
  parking: 'fact',
  transport: 'fact',
  childcare: 'fact',
  interpretation: 'fact',
  virtual: 'fact',
  recording: 'fact',
  late_ok: 'fact',
  leave_early: 'fact',
  id_required: 'fact',
  safety: 'fact',
  enrollment: 'fact',
  conferences: 'fact',
  other_slot: 'fact',
} as const;

export type Topic = keyof typeof TOPICS;

/** Whether a raised topic is one we have words for. */
export function isTopic(name: string): name is Topic {
  return Object.hasOwn(TOPICS, name);
}

/** Whether a topic can be answered only of a workshop that we know she means. */
export function needsWorkshop(topic: Topic): boolean {
  return TOPICS[topic] === 'workshop' || TOPICS[topic] === 'state';
}

/** Flows offer these where a workshop has them, so a text about one must not stand for having it. */
const OFFERED_BY_FLOWS: readonly string[] = ['childcare', 'virtual'];

/** Whether a person's own words on a topic may become a workshop's fact, said to the next who asks. */
export function mayBecomeFact(topic: string): topic is Topic {
  return isTopic(topic) && TOPICS[topic] === 'fact' && !OFFERED_BY_FLOWS.includes(topic);
}

/**
 * The key in `common` that answers a topic, given what is known: whether the fact holds, or undefined. A
 * fact that is a text of its own is said as it is, and needs no key.
 */
export function answerKey(topic: Topic, holds: boolean | undefined): string {
  if (TOPICS[topic] === 'programme' || TOPICS[topic] === 'workshop') return `topics.${topic}.true`;
  return `topics.${topic}.${holds === undefined ? 'unknown' : holds}`;
}
