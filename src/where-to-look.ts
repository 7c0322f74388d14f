import {
  type Contact,
  HOUR,
  localTime,
  MINUTE,
  nextOpening,
  type Site,
  type Workshop,
} from '#domain';
import { emulatorControl } from '#emulator';
import type { Config } from './config.ts';
import type { World } from './world.ts';

/** `PUENTE_HOME` where it is not set. */
const HOME = '.puente';

type Say = (line: string) => void;

/** More phones than this nobody looks through on one page. */
const MOST_PHONES = 1000;

/** Writes the families' names on the emulator's phones. */
export async function nameThePhones(world: World, emulatorUrl: string): Promise<void> {
  const families = await world.store.contacts
    .find({ name: { $ne: '' } }, { phone: 1, name: 1, language: 1 })
    .sort({ _id: 1 })
    .limit(MOST_PHONES)
    .lean<Contact[]>();
  const phones = families.map(({ phone, name, language }) => ({
    phone,
    name,
    language: language ?? '',
  }));
  await emulatorControl(emulatorUrl).phones(phones);
}

/** Tells a person at the terminal that all is up, and with the emulator where to look and what to try. */
export async function sayWhereToLook(
  world: World,
  config: Config,
  port: number,
  say: Say,
): Promise<void> {
  const { apiUrl } = world.settings.twilio;
  say('');
  const role = config.role === 'all' ? '' : ` as ${config.role}`;
  say(`Puente is up${role}: http://127.0.0.1:${port}/ready`);
  if (config.twilio === null) say(`Families' phones: ${apiUrl}/phones`);
  if (config.role === 'worker' && config.publicUrl === null) {
    say('PUBLIC_URL is not set: Twilio cannot tell the role web how far texts have come.');
  }
  const { languages, reviews } = world.content();
  for (const language of world.live ? languages.filter((name) => !reviews[name]) : []) {
    say(
      `Nobody has reviewed the texts in "${language}", so none of them goes out but STOP and HELP.`,
    );
    say(
      `  Read locales/${language}, then: npm run translate -- review ${language} --by "Your name"`,
    );
  }
  const moved = world.clock.now().getTime() - world.clock.real().getTime();
  if (Math.abs(moved) >= MINUTE)
    say(
      `The clock is moved by ${(moved / HOUR).toFixed(1)} hours: remove ${config.clockFile} to end it.`,
    );
  if (config.twilio === null && config.role !== 'worker') {
    for (const line of await whatToTry(world, config)) say(line);
  }
  say('');
  say('Stop with Ctrl-C: everything is kept.');
}

async function whatToTry(world: World, config: Config): Promise<string[]> {
  const { store, clock, programme } = world;
  const workshop = await store.workshops
    .findOne({ startsAt: { $gt: clock.now() }, cancelledAt: null })
    .sort({ startsAt: 1, _id: 1 })
    .lean<Workshop>();
  const site = workshop && (await store.sites.findById(workshop.site).lean<Site>());
  if (!workshop || !site)
    return ['', 'No workshop is to come. Load one: see "Commands" in README.md.'];
  const title = workshop.title.en ?? Object.values(workshop.title)[0];
  // The other terminal has not the setting by which this one was started.
  const puente = `${config.home === HOME ? '' : `PUENTE_HOME=${config.home} `}npm run -s puente --`;
  return [
    '',
    `${programme().name}. Next: "${title}" at ${site.name} (${workshop._id}). To try it:`,
    '  1. In another terminal, in this folder, invite the families of this site:',
    `       ${puente} invite '{"workshop":"${workshop._id}"}'`,
    ...clockHint(site, clock.now(), config),
    '  2. Open the phones, choose a family, and answer as a parent would:',
    '       sí vamos 3  ·  no puedo, trabajo  ·  ¿hay cuidado de niños?  ·  ALTO',
    '  3. See who comes:',
    `       ${puente} report '{"workshop":"${workshop._id}"}'`,
  ];
}

/** Outside the hours invitations wait; on this machine the clock can be put forward instead. */
function clockHint({ timeZone, state }: Site, now: Date, config: Config): string[] {
  const opens = nextOpening({ at: now, timeZone, state, limits: 'usual' });
  if (opens <= now || !config.clockFile) return [];
  const { minutes } = localTime(now, timeZone);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const hours = Math.ceil((opens.getTime() - now.getTime()) / HOUR);
  return [
    `     It is ${time} there, and nothing unasked goes out between 19:30 and 10:00 (Sunday 12:00).`,
    `     To put the clock ${hours} ${hours === 1 ? 'hour' : 'hours'} on:  echo ${hours * HOUR} > ${config.clockFile}`,
  ];
}
