/** Lines of `load` for tests: one site, one Saturday workshop, families by number. */

export const ZONE = 'America/Los_Angeles';

/** The phone of the nth family; of the fictional 555-01XX range. */
export function phoneOf(n: number): string {
  return `+1213555${String(100 + n).padStart(4, '0')}`;
}

export const programme = {
  kind: 'programme',
  name: 'Parent College',
  timeZone: ZONE,
  help: { es: 'Teléfono 213-555-0199.', en: 'Phone 213-555-0199.' },
};

export function site(id = 'bolivar', timeZone = ZONE, state = 'CA') {
  return { kind: 'site', id, name: 'Primaria Bolívar', timeZone, state };
}

/** A workshop on Saturday 5 December 2026, 10:00 to 12:00 in Los Angeles, unless told otherwise. */
export function workshop(change: Record<string, unknown> = {}) {
  return {
    kind: 'workshop',
    id: 'reading',
    site: 'bolivar',
    title: { es: 'Leer en casa', en: 'Reading at home' },
    startsAt: '2026-12-05T10:00:00-08:00',
    endsAt: '2026-12-05T12:00:00-08:00',
    place: 'Primaria Bolívar, salón 14',
    capacity: 20,
    facts: {},
    ...change,
  };
}

/** The nth family, of Bolívar, Spanish-speaking, with consent on paper. */
export function family(n: number, change: Record<string, unknown> = {}) {
  return {
    kind: 'contact',
    phone: phoneOf(n),
    name: `Familia ${n}`,
    language: 'es',
    sites: ['bolivar'],
    consent: {
      scope: 'workshops',
      at: '2026-09-01T09:00:00-07:00',
      medium: 'paper',
      words: 'Sí, quiero recibir mensajes.',
      by: 'Parent centre',
    },
    ...change,
  };
}
