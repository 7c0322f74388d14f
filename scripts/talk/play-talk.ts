import type { Content } from '#content';
import { newConversation } from '#engine';
import { begin, hearMessage } from './hear-message.ts';
import { lengthOf, moveClock } from './move-clock.ts';
import { newTurn, type Rsvp, type Scene, speaking, type Turn } from './scene.ts';
import { BEGINS } from './stand-in.ts';
import type { Step, Talk } from './talk.ts';

/** A talk as far as it was played. */
export type Played = { scene: Scene; turns: Turn[] };

/** Plays a talk from its beginning: pure, so the same talk goes the same way. */
export function playTalk(content: Content, talk: Talk): Played {
  const scene: Scene = {
    content,
    talk,
    now: new Date(BEGINS),
    language: talk.language,
    stack: [newConversation(content.flow(talk.flow))],
    rsvp: rsvpAtStart(talk),
    optedOut: false,
    choices: [],
    dueAt: null,
  };
  const first = newTurn(scene, null, null);
  first.entry = { start: { facts: talk.facts } };
  begin(scene, first, { kind: 'start', facts: talk.facts, understood: null });
  return { scene, turns: [first, ...talk.steps.flatMap((step) => playStep(scene, step))] };
}

/** Plays one more step; what of its `host` was not used stays in the scene's choices. */
export function playStep(scene: Scene, step: Step): Turn[] {
  scene.choices = [...(step.host ?? [])];
  if (step.clock !== undefined) return moveClock(scene, step, lengthOf(step.clock));
  const text = step.button === undefined ? (step.says ?? '') : String(step.button);
  const media = step.sends === undefined ? [] : [step.sends];
  const turn = newTurn(scene, step, hersOf(scene, step));
  turn.isElsewhere = scene.stack.length > 1;
  hearMessage(scene, turn, { text: text.trim(), media });
  return [turn];
}

/** What she is seen to do: her words, `[button 1: yes]`, `[voice note]`. */
function hersOf(scene: Scene, { says, button, sends }: Step): string {
  if (button !== undefined) return `[button ${button}: ${buttonsOf(scene)[button - 1] ?? '?'}]`;
  if (sends === undefined) return says ?? '';
  const kind = sends.startsWith('audio/') ? 'voice note' : sends.split('/')[0];
  return `[${kind}]${says ? ` ${says}` : ''}`;
}

/** The names of the options of the question that is open, a button each. */
export function buttonsOf(scene: Scene): string[] {
  const { waits } = speaking(scene);
  return waits.for === 'reply' ? waits.options : [];
}

function rsvpAtStart({ flow, facts }: Talk): Rsvp {
  const party = Number(facts.party_size) || 0;
  const answered = facts.seat === true ? 'yes' : facts.answered === true ? 'no' : 'invited';
  const state = flow === 'seat_offer' ? 'offered' : answered;
  const mode = typeof facts.mode === 'string' ? facts.mode : undefined;
  const childcare = typeof facts.childcare === 'number' ? facts.childcare : undefined;
  return { state, party, mode, childcare };
}
