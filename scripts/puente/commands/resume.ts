import { resume as change } from '#broadcasts';
import { controlling } from '../of-broadcast.ts';

/** Lets a paused broadcast go on: after a test or a share, to all the others. */
export const resume = controlling(change, 'running');
