import { instantAt } from './local-minute.ts';
import type { Story } from './story.ts';

/** A story's programme, site, workshop and families as the command `load` takes them. */
export function linesToLoad({ programme, site, workshop, families }: Story): object[] {
  const { timeZone } = site;
  const iso = (localMinute: string) => instantAt(localMinute, timeZone).toISOString();
  const consent = {
    scope: 'workshops',
    at: iso('2026-09-01 09:00'),
    medium: 'paper',
    words: 'Sí, quiero recibir mensajes de texto sobre los talleres.',
    by: 'Parent centre, registration form',
  };
  return [
    { kind: 'programme', timeZone, ...programme },
    { kind: 'site', ...site },
    {
      kind: 'workshop',
      ...workshop,
      site: site.id,
      startsAt: iso(workshop.startsAt),
      endsAt: iso(workshop.endsAt),
    },
    ...Object.values(families).map(({ agreed, ...family }) => ({
      kind: 'contact',
      ...family,
      sites: [site.id],
      ...(agreed ? { consent } : {}),
    })),
  ];
}
