import { z } from 'zod';
import { mayBecomeFact } from '#content';
import { countSegments, normaliseText, type Site } from '#domain';
import { answerHandOffs, openHandOffs, wasAnswered } from '#inbox';
import { setFact } from '#workshops';
import { type CommandWorld, command, done, refused } from '../command.ts';
import { programmeIn } from '../programme-in.ts';

/** What a family reads in one look. */
const MOST_SEGMENTS = 2;

const words = z
  .string()
  .trim()
  .min(1, 'must have words')
  .refine(
    (text) => countSegments(normaliseText(text)).segments <= MOST_SEGMENTS,
    `must fit in ${MOST_SEGMENTS} SMS segments: shorten it`,
  );

const Answer = z
  .strictObject({
    group: z.string(),
    text: z.strictObject({ es: words, en: words }).optional(),
    closed: z.literal(true).optional(),
  })
  .refine(({ text, closed }) => (text === undefined) !== (closed === undefined), {
    path: ['text'],
    error: 'give the answer in es and en, or "closed":true where it was answered in person',
  });

/**
 * One answer to all hand-offs of a group, each family's in her language; on a topic, it becomes the
 * workshop's fact, which the bot tells the next family. Given twice it goes once.
 */
export const answer = command(
  Answer,
  {
    group: '3f1c0a9be2d4',
    text: { es: 'Hay lugar para estacionarse.', en: 'There is parking.' },
  },
  async (world, { group: name, text }) => {
    const group = (await openHandOffs(world)).find((each) => each.group === name);
    if (!group) {
      if (await wasAnswered(world, name)) return done({ group: name, outcome: 'answered_already' });
      return refused(`No hand-offs wait in a group ${name}: list them by hand-offs '{}'.`);
    }
    const { workshop, topic } = group;
    const fact = text && workshop && topic && mayBecomeFact(topic) ? topic : null;
    // Before the answers: cut short in between, the rest is still listed and is answered when asked again.
    if (fact && workshop && text) await setFact(world, workshop, fact, text);
    const { hints, ...told } = await answerHandOffs(await gateWorld(world), group, text ?? null);
    await world.handOn(hints);
    return done({ group: name, outcome: text ? 'answered' : 'closed', ...told, fact });
  },
);

/** Whether a sender is there for a channel, the worker knows, which passes the gate again. */
async function gateWorld(world: CommandWorld) {
  const programme = await programmeIn(world);
  const all = await world.store.sites.find().lean<Site[]>();
  const sites = new Map(all.map((site) => [site._id, site]));
  return { ...world, programme: () => programme, canSend: () => true, sites: async () => sites };
}
