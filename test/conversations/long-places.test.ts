import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from '#broadcasts';
import { countSegments, type Workshop } from '#domain';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { until } from '../support/until.ts';

let program: TestProgram;
const place =
  'Centro de Recursos para Familias, edificio B, segundo piso, 4821 Avenida de los Álamos, salón 12';
const title = {
  es: 'Cómo apoyar a sus hijos en su camino',
  en: 'Helping your children on their way',
};

beforeAll(async () => {
  program = await startTestProgram('long-places');
  const name = 'Red de Escuelas y Familias del Valle';
  await program.load(
    { ...programme, name },
    site(),
    workshop({ place, title }),
    family(1),
    family(2, { language: 'en' }),
  );
  const { world } = program;
  const reading = (await world.store.workshops.findById('reading').lean<Workshop>())!;
  await world.queue.enqueue([await begin(world, reading, 'invitation', ['invited'])]);
  await until('both are invited', async () => (await program.twilio.messages()).length === 2);
});

afterAll(() => program.close());

test('a long name, title and place leave a first text within four segments and a reply within two', async () => {
  for (const phone of [phoneOf(1), phoneOf(2)]) {
    await program.says(phone, '3');
    await until('she is answered', async () => (await program.texts(phone)).length >= 2);
    const [first, ...others] = await program.texts(phone);
    expect(countSegments(first!).segments).toBeLessThanOrEqual(4);
    for (const text of others) expect(countSegments(text).segments).toBeLessThanOrEqual(2);
  }
});
