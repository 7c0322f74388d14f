import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE, SECOND } from '#domain';
import type { Undo } from '../demo/undo.ts';
import { until } from '../demo/until.ts';
import { familiesOf } from './families.ts';
import type { FaultCase } from './fault-case.ts';
import { judge, type Verdict } from './judge.ts';
import { linesToLoad } from './programme.ts';
import { openScene, type Scene } from './scene.ts';
import { beginSending, load } from './sending.ts';
import { letFamiliesTalk, type Talking } from './talking.ts';

/** What is due and permitted is accepted within this time after the last fault, or it is lost. */
const LOST_AFTER_MS = 2 * MINUTE;
/** What would be sent a second time by mistake, is by then. */
const QUIET_MS = 2 * SECOND;

/** Plays a case on parts of its own, from the start of the program to the count of what came of it. */
export async function play(one: FaultCase, short: boolean, undo: Undo): Promise<Verdict> {
  const scene = await openScene(one.wanted ?? {}, undo);
  const count = one.families[short ? 'short' : 'long'];
  const families = familiesOf(count);
  await load(scene, linesToLoad(families));
  const jumps: number[] = [];
  const jump = async (to: string) => {
    jumps.push(Date.now());
    await scene.clock.moveTo(new Date(to));
  };
  const talking = letFamiliesTalk(scene.twilio, families);
  undo.add(talking.stop);
  await beginSending(scene);
  const settled = (withinMs: number) => until(() => underWay(scene, talking), withinMs);
  const answered = (withinMs: number) => until(talking.unanswered, withinMs);
  await one.harm({ scene, talking, count, short, answered, jump });
  const strange: string[] = [];
  await settled(LOST_AFTER_MS).catch((error: Error) => strange.push(error.message));
  await wait(QUIET_MS);
  await settled(LOST_AFTER_MS).catch(() => {});
  await talking.stop();
  const [messages, requests] = await Promise.all([
    scene.twilio.messages(),
    scene.twilio.requests(),
  ]);
  const verdict = judge({ families, messages, requests, jumps });
  return { ...verdict, strange: [...verdict.strange, ...strange, ...crashesOf(scene)] };
}

/**
 * What is still to be done, or null. A text that waits for its next try counts, whenever that is; one that
 * waits for a family's turn does not.
 */
async function underWay({ store, twilio }: Scene, talking: Talking): Promise<string | null> {
  const missing = talking.missing();
  if (missing) return missing;
  try {
    if (await store.inbound.exists({ handled: false })) return 'a message is not dealt with';
    if (await store.broadcasts.exists({ running: true })) return 'a broadcast is not over';
    if (await store.messages.exists({ state: { $in: ['queued', 'sending'] } }))
      return 'a text is not sent';
  } catch {
    return 'MongoDB does not answer';
  }
  const onItsWay = (await twilio.messages()).some(({ status }) => ON_ITS_WAY.has(status));
  return onItsWay ? 'a text is not delivered' : null;
}

const ON_ITS_WAY: ReadonlySet<string> = new Set(['accepted', 'queued', 'sending', 'sent']);

function crashesOf({ parts }: Scene): string[] {
  return parts
    .filter((part) => part.crashes() > 0)
    .map((part) => `${part.name} ended by itself: ${part.said().slice(-500)}`);
}
