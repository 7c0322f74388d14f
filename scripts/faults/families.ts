/** One message a family writes, and a piece of the one text that answers it. */
export type Turn = { says: string; reads: string };

/** A family of a case: she writes each turn once she has read what came before it. */
export type Family = {
  phone: string;
  turns: readonly Turn[];
  /** Her first turn does not wait for the invitation: she opts out while it is on its way. */
  hasty: boolean;
};

/** What families write to opt out; no carrier knows the word, so the program must. */
export const OPT_OUT = 'ALTO';

const STOP: Turn = { says: OPT_OUT, reads: 'no le va a escribir más' };

/**
 * Ten kinds of family. No two texts to one family are alike, so that the same words twice are one cause
 * accepted twice.
 */
const KINDS: readonly Omit<Family, 'phone'>[] = [
  { turns: [], hasty: false },
  { turns: [{ says: 'sí vamos 3', reads: 'apartamos 3 lugares' }], hasty: false },
  { turns: [{ says: 'no puedo, trabajo', reads: 'Le esperamos en otro taller' }], hasty: false },
  {
    turns: [
      { says: 'sí vamos 2', reads: 'apartamos 2 lugares' },
      { says: 'somos 4', reads: 'tiene 4 lugares' },
    ],
    hasty: false,
  },
  { turns: [STOP], hasty: true },
  { turns: [], hasty: false },
  {
    turns: [
      { says: 'sí', reads: '¿Cuántas personas van' },
      { says: '5', reads: 'apartamos 5 lugares' },
    ],
    hasty: false,
  },
  { turns: [STOP], hasty: false },
  { turns: [{ says: 'sí vamos 6', reads: 'apartamos 6 lugares' }, STOP], hasty: false },
  { turns: [{ says: 'tal vez', reads: 'Le vamos a recordar' }], hasty: false },
];

/** So many families, each kind as often as the others; their numbers begin at the `first`. */
export function familiesOf(count: number, first = 0): Family[] {
  return Array.from({ length: count }, (_, n) => ({
    phone: `+1213${String(5_550_000 + first + n)}`,
    ...KINDS[n % KINDS.length]!,
  }));
}
