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

/**
 * The key in `common` that answers a topic, given what is known: whether the fact holds, or undefined. A
 * fact that is a text of its own is said as it is, and needs no key.
 */
export function answerKey(topic: Topic, holds: boolean | undefined): string {
  if (TOPICS[topic] === 'programme' || TOPICS[topic] === 'workshop') return `topics.${topic}.true`;
  return `topics.${topic}.${holds === undefined ? 'unknown' : holds}`;
}
