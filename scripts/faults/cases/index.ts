import type { FaultCase } from '../fault-case.ts';
import { callbacks } from './callbacks.ts';
import { hours } from './hours.ts';
import { kill } from './kill.ts';
import { paused } from './paused.ts';
import { services } from './services.ts';
import { twilio } from './twilio.ts';

/** All cases, in the order in which they are played. A new one is a file here and its row. */
export const CASES: readonly FaultCase[] = [kill, services, twilio, callbacks, hours, paused];
