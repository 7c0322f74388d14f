import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import { loadContent } from '#content';
import { bodyOf, gathered, type Workshop } from '#domain';
import { playTalk } from '../../scripts/talk/play-talk.ts';
import { SITE, TIME_ZONE, WORKSHOP_FACTS, workshopValues } from '../../scripts/talk/stand-in.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

/** What families write, and how many texts they then have in all. */
const TALKS = [
  {
    language: 'es',
    says: ['sí vamos 3, hay estacionamiento?', '1', 'cuánto cuesta?', '2', 'somos 4'],
  },
  { language: 'en', says: ['ok', 'asdf', '2', 'zoom', 'sorry, we cannot make it', 'thanks'] },
  { language: 'es', says: ['tal vez', 'AYUDA', 'sí vamos 2', 'es seguro ir?', '0', 'ALTO'] },
];

const content = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram('talk-as-program');
  const { place, startsAt, endsAt } = workshopValues('es');
  const title = { es: workshopValues('es').title, en: workshopValues('en').title };
  const facts = { ...WORKSHOP_FACTS, childcare: true, virtual: true };
  const { help: _, ...helpless } = programme;
  await program.load(
    helpless,
    { ...site(), name: SITE, timeZone: TIME_ZONE },
    workshop({ title, place, startsAt, endsAt, facts, capacity: 50, zoomCapacity: 50 }),
    ...TALKS.map(({ language }, i) => family(i + 1, { language })),
  );
  const { world } = program;
  const reading = (await world.store.workshops.findById('reading').lean<Workshop>())!;
  await world.queue.enqueue([await begin(world, reading, 'invitation', ['invited'])]);
  await until(
    'all are invited',
    async () => (await program.twilio.messages()).length === TALKS.length,
  );
});

afterAll(() => program.close());

test.each(TALKS.map((talk, i) => ({ ...talk, phone: phoneOf(i + 1) })))(
  'the program says to $phone what a talk with the rsvp shows',
  async ({ language, says, phone }) => {
    const facts = {
      first: true,
      zoom_offered: true,
      childcare_offered: true,
      answered: false,
      seat: false,
    };
    const steps = says.map((words) => ({ says: words }));
    const { turns } = playTalk(content, { flow: 'rsvp', language, facts, steps });
    let expected = 1;
    for (const [i, words] of says.entries()) {
      await program.says(phone, words);
      expected += gathered(turns[i + 1]!.spoken).length;
      await until(`“${words}” is answered`, async () => {
        return (await program.texts(phone)).length >= expected;
      });
    }
    const shown = turns.flatMap(({ spoken }) => gathered(spoken).map(bodyOf));
    expect(await program.texts(phone)).toEqual(shown);
  },
);
