import { type Facts, HOST_STEPS, type HostRequest, type HostStep } from '#engine';
import type { Rsvp, Scene } from './scene.ts';

/** How a host step went, and how else it could have gone. */
export type Done = { outcome: string; facts: Facts; others: string[] };

/**
 * Does what a flow asks of its host, in memory: well, unless one of the scene's choices knows better. A
 * choice is an outcome, or a step and its outcome (`set_mode full`); the one used is taken from the list.
 */
export function doStep(scene: Scene, { step, args }: HostRequest): Done {
  const outcomes: readonly string[] = HOST_STEPS[step];
  const { choices } = scene;
  const at = choices.findIndex((choice) => outcomeFor(step, choice) !== null);
  const [chosen] = at < 0 ? [] : choices.splice(at, 1);
  const outcome = chosen === undefined ? bestOf(step, scene.rsvp) : outcomeFor(step, chosen)!;
  const wish: Rsvp = {
    ...scene.rsvp,
    party: Number(args.party_size) || 1,
    mode: typeof args.mode === 'string' ? args.mode : undefined,
  };
  const facts = outcomeFacts(step, outcome, scene.rsvp, wish);
  scene.rsvp = standing(step, outcome, scene.rsvp, { ...wish, childcare: numberOf(args) });
  return { outcome, facts, others: outcomes.filter((one) => one !== outcome) };
}

/** The outcome of this step that a choice means; null where it means none of them. */
function outcomeFor(step: HostStep, choice: string): string | null {
  const words = choice.trim().split(/\s+/);
  const outcome = words.at(-1)!;
  const isOfStep = words.length === 1 || words[0] === step;
  return isOfStep && (HOST_STEPS[step] as readonly string[]).includes(outcome) ? outcome : null;
}

/** The outcome when all goes well: mostly the first; who holds seats changes or gives them back. */
function bestOf(step: HostStep, { state }: Rsvp): string {
  if (step === 'reserve' && state === 'yes') return 'changed';
  if (step === 'decline' && state === 'yes') return 'cancelled';
  return HOST_STEPS[step][0]!;
}

/** What the host tells besides: the party that now stands, and its mode where she chose one. */
function outcomeFacts(step: HostStep, outcome: string, before: Rsvp, wish: Rsvp): Facts {
  const isKept = outcome === 'kept' && before.party > 0;
  const tellsParty = ['booked', 'changed', 'kept', 'waitlisted'].includes(outcome);
  if (step === 'accept_offer') return outcome === 'booked' ? { party_size: wish.party } : {};
  if (step !== 'reserve' || !tellsParty) return {};
  const mode = isKept ? before.mode : wish.mode;
  return { party_size: isKept ? before.party : wish.party, ...(wish.mode && mode && { mode }) };
}

/** How she stands with the workshop after a step. */
function standing(step: HostStep, outcome: string, before: Rsvp, wish: Rsvp): Rsvp {
  switch (`${step} ${outcome}`) {
    case 'reserve booked':
    case 'reserve changed':
      return { ...before, state: 'yes', party: wish.party, mode: wish.mode ?? before.mode };
    case 'accept_offer booked':
      return { ...before, state: 'yes', party: wish.party };
    case 'reserve waitlisted':
      return { ...before, state: 'waiting', party: wish.party };
    case 'set_mode changed':
      return { ...before, mode: wish.mode };
    case 'set_childcare recorded':
      return { ...before, childcare: wish.childcare };
    case 'maybe recorded':
      return { ...before, state: 'maybe', party: 0 };
    case 'decline declined':
    case 'decline cancelled':
    case 'decline_offer declined':
    case 'accept_offer gone':
    case 'decline_offer gone':
      return { ...before, state: 'no', party: 0 };
    default:
      return before;
  }
}

function numberOf({ childcare }: Facts): number | undefined {
  return typeof childcare === 'number' ? childcare : undefined;
}
