import { pause as change } from '#broadcasts';
import { controlling } from '../of-broadcast.ts';

/** Holds a broadcast where it is, within a second; `resume` lets it go on. */
export const pause = controlling(change, 'paused');
