import { DAY, HOUR, MINUTE } from '#domain';
import { drive } from './drive.ts';
import { begin } from './hear-message.ts';
import { newTurn, noteProgram, type Scene, speaking, type Turn } from './scene.ts';
import type { Step } from './talk.ts';

const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };

/** Most that may fall due in one move of the clock: a flow that never stops asking ends here. */
const MOST_DUE = 50;

/** `2h`, `3d`, `1d12h` in milliseconds. */
export function lengthOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)([mhd])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0);
}

/** Lets time pass: each silence, time and lapse that falls due in it, in its order and at its moment. */
export function moveClock(scene: Scene, step: Step, ms: number): Turn[] {
  const until = new Date(scene.now.getTime() + ms);
  const turns: Turn[] = [];
  for (let i = 0; i < MOST_DUE; i += 1) {
    const next = nextDue(scene);
    if (next === null || next.at > until) break;
    if (next.at > scene.now) scene.now = next.at;
    const turn = newTurn(scene, step, null);
    next.does(turn);
    turns.push(turn);
  }
  scene.now = until;
  if (turns.length > 0) return turns;
  const turn = newTurn(scene, step, null);
  noteProgram(turn, 'nothing falls due in that time');
  return [turn];
}

type Due = { at: Date; does: (turn: Turn) => void };

/** What falls due next: a lapse of offered seats, a silence, or the time that is waited for. */
function nextDue(scene: Scene): Due | null {
  const lapse = lapseOf(scene);
  const { dueAt } = scene;
  if (lapse && (dueAt === null || lapse.at <= dueAt)) return lapse;
  if (dueAt === null) return null;
  const { waits, step } = speaking(scene);
  if (waits.for === 'time') {
    return {
      at: dueAt,
      does: (turn) => {
        noteProgram(turn, 'the time it waits for has come');
        turn.entry = { time: 'due' };
        turn.isElsewhere = scene.stack.length > 1;
        drive(scene, turn, { kind: 'time', step });
      },
    };
  }
  return {
    at: dueAt,
    does: (turn) => {
      noteProgram(turn, 'nobody has answered');
      turn.entry = { silence: 'due' };
      turn.isElsewhere = scene.stack.length > 1;
      scene.dueAt = null;
      drive(scene, turn, { kind: 'silence', step });
    },
  };
}

/** When offered seats go to the next family; null where none are offered. */
export function lapsesAt({ talk, rsvp, content }: Scene): Date | null {
  const at = new Date(String(talk.facts.until));
  const canLapse = content.flow(talk.flow).entries.includes('lapsed') && rsvp.state === 'offered';
  return canLapse && !Number.isNaN(at.getTime()) ? at : null;
}

/** Seats that were offered go on to the next family when their time has passed (the flow's `until`). */
function lapseOf(scene: Scene): Due | null {
  const at = lapsesAt(scene);
  if (at === null) return null;
  return {
    at,
    does: (turn) => {
      noteProgram(turn, 'the offer has lapsed: the seats go to the next family');
      scene.rsvp = { ...scene.rsvp, state: 'no', party: 0 };
      const start = { facts: {}, node: 'lapsed' };
      turn.entry = { start };
      begin(scene, turn, { kind: 'start', ...start, understood: null });
    },
  };
}
