import type { Case } from '../fault-case.ts';
import { duringBroadcast } from '../play.ts';
import { callbacks } from './callbacks.ts';
import { disk } from './disk.ts';
import { hostile } from './hostile.ts';
import { hours } from './hours.ts';
import { kill } from './kill.ts';
import { paused } from './paused.ts';
import { services } from './services.ts';
import { twilio } from './twilio.ts';

/**
 * All cases, in the order in which they are played; a new one is a file here and its row. In the short form those
 * of a list share one running program, and the lists are played side by side.
 */
export const STAGES: readonly (readonly Case[])[] = [
  [kill, services, disk].map(duringBroadcast),
  [...[twilio, callbacks, paused, hours].map(duringBroadcast), hostile],
];
