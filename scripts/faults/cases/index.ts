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

/** All cases, in the order in which they are played. A new one is a file here and its row. */
export const CASES: readonly Case[] = [
  ...[kill, services, twilio, callbacks, hours, paused, disk].map(duringBroadcast),
  hostile,
];
