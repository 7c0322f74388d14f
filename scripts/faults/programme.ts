import type { Family } from './families.ts';

/** A word of every workshop's title: it stands in every invitation, and in no other text of a case. */
export const INVITATION = 'Puentes 4711';

/** When the first case begins, by the families' clock: a Tuesday, in the usual hours. */
export const BEGINS = '2026-12-01T11:00:00-08:00';

/** The usual hours of every site, in its own time (design §5). */
export const ZONE = 'America/Los_Angeles';

/** A case's workshop, at a school of the same name, and the families of this school. */
export type School = { workshop: string; families: readonly Family[] };

/** The programme of these cases as lines of the command `load`. The workshops are too far off for a reminder. */
export function linesToLoad(schools: readonly School[]): object[] {
  const help = { es: 'Teléfono 213-555-0199.', en: 'Phone 213-555-0199.' };
  return [
    { kind: 'programme', name: 'Parent College', timeZone: ZONE, help },
    ...schools.flatMap(linesOf),
  ];
}

function linesOf({ workshop, families }: School): object[] {
  return [
    { kind: 'site', id: workshop, name: 'Primaria Bolívar', timeZone: ZONE, state: 'CA' },
    {
      kind: 'workshop',
      id: workshop,
      site: workshop,
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
      sites: [workshop],
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
