import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE, SECOND } from '#domain';
import type { Undo } from '../demo/undo.ts';
import { until } from '../demo/until.ts';
import { familiesOf } from './families.ts';
import type { Case, FaultCase } from './fault-case.ts';
import { judge, type Verdict } from './judge.ts';
import { BEGINS, linesToLoad } from './programme.ts';
import { openScene, type Scene } from './scene.ts';
import { beginSending, load } from './sending.ts';
import { letFamiliesTalk, type Talking } from './talking.ts';
import { crashesOf, underWay } from './under-way.ts';

/** What is due and permitted is accepted within this time after the last fault, or it is lost. */
const LOST_AFTER_MS = 2 * MINUTE;
/** What would be sent a second time by mistake, is by then. */
const QUIET_MS = 2 * SECOND;
const LOOK_EVERY_MS = 250;

/** A case that does its harm in the middle of a broadcast with families answering. */
export function duringBroadcast(one: FaultCase): Case {
  return { name: one.name, leftOut: one.leftOut, play: (short, undo) => play(one, short, undo) };
}

/** From the start of the program to the count of what came of it. */
async function play(one: FaultCase, short: boolean, undo: Undo): Promise<Verdict> {
  const scene = await openScene(one.wanted ?? {}, undo);
  const count = one.families[short ? 'short' : 'long'];
  const families = familiesOf(count);
  await load(scene, linesToLoad(families));
  // However long the start took, the sending begins when the case says.
  await scene.clock.moveTo(new Date(one.wanted?.begins ?? BEGINS));
  const jumps: number[] = [];
  const jump = async (to: string) => {
    jumps.push(Date.now());
    await scene.clock.moveTo(new Date(to));
  };
  const talking = letFamiliesTalk(scene.twilio, families);
  undo.add(talking.stop);
  await beginSending(scene);
  const settled = (withinMs: number) => until(() => toDo(scene, talking), withinMs);
  const answered = (withinMs: number) => until(talking.unanswered, withinMs);
  await one.harm({ scene, talking, count, short, answered, jump });
  const strange: string[] = [];
  await settled(LOST_AFTER_MS).catch((error: Error) => strange.push(error.message));
  await wait(QUIET_MS);
  await talking.stop();
  const [messages, requests] = await Promise.all([
    scene.twilio.messages(),
    scene.twilio.requests(),
  ]);
  const verdict = judge({ families, messages, requests, jumps });
  return { ...verdict, strange: [...verdict.strange, ...strange, ...crashesOf(scene)] };
}

/** What is still to be done, or null; looked for now and then, since looking is work for what is looked at. */
async function toDo(scene: Scene, talking: Talking): Promise<string | null> {
  await wait(LOOK_EVERY_MS);
  const left = talking.missing() ?? (await underWay(scene));
  if (left) return left;
  const onItsWay = (await scene.twilio.messages()).some(({ status }) => ON_ITS_WAY.has(status));
  return onItsWay ? 'a text is not delivered' : null;
}

const ON_ITS_WAY: ReadonlySet<string> = new Set(['accepted', 'queued', 'sending', 'sent']);
