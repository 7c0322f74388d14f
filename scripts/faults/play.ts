import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE, SECOND } from '#domain';
import { until } from '../demo/until.ts';
import type { Case, Cast, FaultCase } from './fault-case.ts';
import { judge, type Verdict } from './judge.ts';
import type { Scene } from './scene.ts';
import { beginSending } from './sending.ts';
import { letFamiliesTalk, type Talking } from './talking.ts';
import { underWay, watchCrashes } from './under-way.ts';

/** What is due and permitted is accepted within this time after the last fault, or it is lost. */
const LOST_AFTER_MS = 2 * MINUTE;
/** What would be sent a second time by mistake is by then; if later, it makes the next case's count wrong. */
const QUIET_MS = 1.5 * SECOND;
const LOOK_EVERY_MS = 250;

/** A case that does its harm in the middle of a broadcast with families answering. */
export function duringBroadcast({ harm, begins, ...one }: FaultCase): Case {
  return { ...one, play: (cast) => play(cast, harm, begins) };
}

/** From the invitations to the count of what came of them. */
async function play(
  { scene, short, families, workshop }: Cast,
  harm: FaultCase['harm'],
  begins: string | undefined,
): Promise<Verdict> {
  const crashes = watchCrashes(scene);
  const before = (await scene.twilio.messages()).length;
  if (begins) await scene.clock.moveTo(new Date(begins));
  const jumps: number[] = [];
  const jump = async (to: string) => {
    jumps.push(Date.now());
    await scene.clock.moveTo(new Date(to));
  };
  const talking = letFamiliesTalk(scene.twilio, families, before);
  const strange: string[] = [];
  try {
    await beginSending(scene, workshop);
    const settled = (withinMs: number) => until(() => toDo(scene, talking, before), withinMs);
    const answered = (withinMs: number) => until(talking.unanswered, withinMs);
    const count = families.length;
    await harm({ scene, talking, families, count, short, settled, answered, jump });
    await settled(LOST_AFTER_MS).catch((error: Error) => strange.push(error.message));
    await wait(QUIET_MS);
  } finally {
    await talking.stop();
  }
  const [messages, requests] = await Promise.all([
    scene.twilio.messages(before),
    scene.twilio.requests(),
  ]);
  const verdict = judge({ families, messages, requests, jumps });
  return { ...verdict, strange: [...verdict.strange, ...strange, ...crashes()] };
}

/** What is still to be done, or null; looked for now and then, since looking is work for what is looked at. */
async function toDo(scene: Scene, talking: Talking, before: number): Promise<string | null> {
  await wait(LOOK_EVERY_MS);
  const left = talking.missing() ?? (await underWay(scene));
  if (left) return left;
  const sent = await scene.twilio.messages(before);
  return sent.some(({ status }) => ON_ITS_WAY.has(status)) ? 'a text is not delivered' : null;
}

const ON_ITS_WAY: ReadonlySet<string> = new Set(['accepted', 'queued', 'sending', 'sent']);
