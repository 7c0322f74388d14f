import type { Understood } from '#understanding';

/** What is for a person and not for us, as far as understanding tells. */
export type HumanMatter =
  | 'danger'
  | 'immigration'
  | 'anger'
  | 'grief'
  | 'illness'
  | 'call_me'
  | 'person';

/**
 * What of a message is for a person. `urgent` is danger, despair or a home lost, which are not told apart,
 * so each is taken for danger; beside a question whether it is safe it is fear of immigration enforcement.
 * A wish for a person is said in words of asking (`help`); what else asks for one is anger.
 */
export function humanMatter({ intents, facts }: Understood): HumanMatter | null {
  if (facts.urgent === 'yes') return facts.topic?.includes('safety') ? 'immigration' : 'danger';
  if (facts.handoff === 'yes' && !intents.includes('help')) return 'anger';
  if (facts.grief === 'yes') return 'grief';
  if (facts.grave_illness === 'yes') return 'illness';
  if (facts.call_me === 'yes') return 'call_me';
  return facts.handoff === 'yes' ? 'person' : null;
}

/** Whether staff are called at any hour, and 911 is named. */
export function isDanger(matter: HumanMatter): boolean {
  return matter === 'danger' || matter === 'immigration';
}

/** Sorrow: what a flow has to say to an answer that comes with it is not said. */
export function isSorrow(matter: HumanMatter): boolean {
  return matter === 'grief' || matter === 'illness';
}

const NOTHING_BESIDE: Understood['intents'] = ['help', 'other', 'thanks'];

/**
 * Whether a message is for a person alone, and no flow hears it: danger always; anger unless she may mean
 * to stop; the others where she says nothing besides ("llámeme" is, "sí vamos 3, me puede llamar" is not).
 */
export function isForPersonAlone(matter: HumanMatter, { intents }: Understood): boolean {
  if (isDanger(matter)) return true;
  if (matter === 'anger') return !intents.includes('opt_out');
  return intents.every((intent) => NOTHING_BESIDE.includes(intent));
}
