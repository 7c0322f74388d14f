import { z } from 'zod';
import { loadContent, publish as makeCurrent } from '#content';
import { ContentError } from '#domain';
import { command, done, refused } from '../command.ts';

/**
 * Checks the flows and words on disk and makes them current in every running process, or refuses them
 * whole. Conversations under way go on with those they began with.
 */
export const publish = command(
  z.strictObject({ by: z.string().min(1) }),
  { by: 'Ms. Ruiz' },
  async ({ store, clock }, { by }) => {
    const { CONTENT_DIRS } = await import('../../../src/world.ts');
    try {
      const content = loadContent(CONTENT_DIRS);
      await makeCurrent({ store, clock }, content, by);
      return done({ version: content.version, outcome: 'published' });
    } catch (error) {
      if (error instanceof ContentError) return refused(error.message);
      throw error;
    }
  },
);
