import { stop as change } from '#broadcasts';
import { controlling } from '../of-broadcast.ts';

/** Stops a broadcast for good: what was not sent yet is cancelled. */
export const stop = controlling(change, 'stopped');
