import type { Family } from './families.ts';

export const WORKSHOP = 'faults';

/** A word of the workshop's title: it stands in every invitation, and in no other text of a case. */
export const INVITATION = 'Puentes 4711';

/** When a case begins, by the families' clock: a Tuesday, in the usual hours. */
export const BEGINS = '2026-12-01T11:00:00-08:00';

/** The usual hours of the programme's only site, in its own time (design §5). */
export const ZONE = 'America/Los_Angeles';

/** The programme of every case as lines of the command `load`. Its workshop is too far off for a reminder. */
export function linesToLoad(families: readonly Family[]): object[] {
  const help = { es: 'Teléfono 213-555-0199.', en: 'Phone 213-555-0199.' };
  return [
    { kind: 'programme', name: 'Parent College', timeZone: ZONE, help },
    { kind: 'site', id: 'bolivar', name: 'Primaria Bolívar', timeZone: ZONE, state: 'CA' },
    {
      kind: 'workshop',
      id: WORKSHOP,
      site: 'bolivar',
      title: { es: INVITATION, en: INVITATION },
      startsAt: '2026-12-19T10:00:00-08:00',
      endsAt: '2026-12-19T12:00:00-08:00',
      place: 'Salón 14',
      capacity: 100_000,
      facts: {},
    },
    ...families.map(({ phone }, n) => ({
      kind: 'contact',
      phone,
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
    })),
  ];
}
