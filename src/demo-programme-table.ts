import { instantOf, localTime } from '#domain';

const ZONE = 'America/Los_Angeles';
const SATURDAY = 6;

/** Three sites of an invented network; every number below is of the fictional 555-01XX range. */
const SITES = [
  { id: 'bolivar', name: 'Primaria Bolívar', place: 'Primaria Bolívar, 1200 Olimpo St, salón 14' },
  { id: 'douglass', name: 'Douglass Middle School', place: 'Douglass Middle School, 48 Alder Ave' },
  { id: 'mistral', name: 'Mistral High School', place: 'Mistral High School, 905 Laurel Rd' },
] as const;

const TITLES = [
  { es: 'Leer en casa', en: 'Reading at home' },
  { es: 'Entender la boleta', en: 'Reading a report card' },
  { es: 'Camino a la universidad', en: 'The road to college' },
];

const FACTS = {
  childcare: true,
  food: {
    es: 'Sí, hay desayuno para toda la familia.',
    en: 'Yes, breakfast for the whole family.',
  },
  cost: false,
  parking: { es: 'Sí, en el estacionamiento de maestros.', en: 'Yes, in the teachers’ lot.' },
  interpretation: true,
  id_required: false,
  bring_guest: true,
};

/** Invented families: name, language, site; the phone follows from the place in the list. */
const FAMILIES: [name: string, language: string, site: string][] = [
  ['Rosa Quispe', 'es', 'bolivar'],
  ['Elena Tzoc', 'es', 'bolivar'],
  ['Marta Olvera', 'es', 'bolivar'],
  ['Jacinto Pérez', 'es', 'bolivar'],
  ['Dolores Ruano', 'es', 'bolivar'],
  ['Amalia Batz', 'es', 'bolivar'],
  ['Tomás Ibarra', 'es', 'bolivar'],
  ['Lidia Cuevas', 'es', 'bolivar'],
  ['Grace Miller', 'en', 'bolivar'],
  ['Samuel Otieno', 'en', 'bolivar'],
  ['Irma Zavala', 'es', 'douglass'],
  ['Noemí Castellón', 'es', 'douglass'],
  ['Rubén Alarcón', 'es', 'douglass'],
  ['Petrona Choc', 'es', 'douglass'],
  ['Yolanda Mireles', 'es', 'douglass'],
  ['Hilda Barrientos', 'es', 'douglass'],
  ['Óscar Funes', 'es', 'douglass'],
  ['Denise Walker', 'en', 'douglass'],
  ['Priya Nair', 'en', 'douglass'],
  ['Catalina Solís', 'es', 'douglass'],
  ['Berta Menjívar', 'es', 'mistral'],
  ['Arturo Lemus', 'es', 'mistral'],
  ['Silvia Tepetla', 'es', 'mistral'],
  ['Gloria Andrade', 'es', 'mistral'],
  ['Mirna Escobar', 'es', 'mistral'],
  ['Felipe Coyoy', 'es', 'mistral'],
  ['Angela Brooks', 'en', 'mistral'],
  ['Rocío Manzano', 'es', 'mistral'],
  ['Ignacio Xol', 'es', 'mistral'],
  ['Estela Pacheco', 'es', 'mistral'],
];

/** The demo programme as `load` takes it: a series of Saturday mornings at three sites, from `now` on. */
export function demoLines(now: Date): object[] {
  return [
    {
      kind: 'programme',
      name: 'Parent College',
      timeZone: ZONE,
      help: {
        es: 'Talleres de los sábados para familias. Teléfono: 213-555-0100.',
        en: 'Saturday workshops for families. Phone: 213-555-0100.',
      },
    },
    ...SITES.map(({ id, name }) => ({ kind: 'site', id, name, timeZone: ZONE, state: 'CA' })),
    ...SITES.flatMap((site, shift) => TITLES.map((_, week) => workshop(site, week, shift, now))),
    ...FAMILIES.map(family),
  ];
}

function workshop(site: (typeof SITES)[number], week: number, shift: number, now: Date): object {
  const { day } = localTime(now, ZONE);
  // At least two days ahead, so that there is time to invite and to answer.
  const toSaturday = ((SATURDAY - day.weekday + 7) % 7) + (day.weekday >= 5 ? 7 : 0);
  const days = toSaturday + 7 * week;
  return {
    kind: 'workshop',
    id: `${site.id}-${week + 1}`,
    site: site.id,
    title: TITLES[(week + shift) % TITLES.length],
    startsAt: instantOf(day, days, 10 * 60, ZONE).toISOString(),
    endsAt: instantOf(day, days, 12 * 60, ZONE).toISOString(),
    place: site.place,
    capacity: 12,
    facts: { ...FACTS, ...(site.id === 'mistral' ? { virtual: true } : {}) },
  };
}

function family([name, language, site]: (typeof FAMILIES)[number], index: number): object {
  return {
    kind: 'contact',
    phone: `+1213555${String(101 + index).padStart(4, '0')}`,
    name,
    language,
    sites: [site],
    consent: {
      scope: 'workshops',
      at: '2026-09-01T09:00:00-07:00',
      medium: 'paper',
      words: 'Sí, quiero recibir mensajes de texto sobre los talleres.',
      by: 'Parent centre, registration form',
    },
  };
}
