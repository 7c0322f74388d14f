/**
 * Questions about a workshop that we answer, by the labels of understanding. `programme`: always known,
 * from the workshop or programme itself. `state`: so or not, as the workshop stands. `fact`: from the workshop's facts, and unknown where they are
 * silent.
 */
export const TOPICS = {
  about: 'programme',
  location: 'programme',
  date: 'programme',
  time: 'programme',
  end_time: 'programme',
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

/**
 * The key in `common` that answers a topic, given what is known: whether the fact holds, or undefined. A
 * fact that is a text of its own is said as it is, and needs no key.
 */
export function answerKey(topic: Topic, holds: boolean | undefined): string {
  if (TOPICS[topic] === 'programme') return `topics.${topic}.true`;
  return `topics.${topic}.${holds === undefined ? 'unknown' : holds}`;
}
