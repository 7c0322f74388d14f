import fc from 'fast-check';
import type { MessageHours, MessageKind } from '#domain';

/** One thing that may happen to a family. */
export type Command =
  | { do: 'say'; body: string }
  | { do: 'turns' }
  | { do: 'compose'; kind: MessageKind; hours: MessageHours; allowed: boolean; validHours: number }
  | { do: 'deliver' }
  | { do: 'load'; daysAgo: number }
  | { do: 'silence' }
  | { do: 'refuse' }
  | { do: 'wait'; minutes: number };

const WORDS = [
  'ALTO',
  'stop',
  'START',
  'Sí',
  'YES',
  'no',
  '1',
  'ya estuvo',
  'ya no me manden mensajes',
  'quiero recibir los mensajes',
  'AYUDA',
  'hola',
  'sí vamos 2',
  'Cancelar',
];

const composed: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('compose' as const),
  kind: fc.constantFrom<MessageKind[]>('answer', 'fixed', 'notice', 'proactive', 'staff'),
  hours: fc.constantFrom<MessageHours[]>('usual', 'hard', 'urgent', 'any'),
  allowed: fc.boolean(),
  validHours: fc.integer({ min: 1, max: 60 }),
});
/** Anything that may happen, the likelier more often. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('say' as const), body: fc.constantFrom(...WORDS) }),
  },
  { weight: 3, arbitrary: fc.constant<Command>({ do: 'turns' }) },
  { weight: 5, arbitrary: composed },
  { weight: 6, arbitrary: fc.constant<Command>({ do: 'deliver' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('load' as const),
      daysAgo: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'silence' }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'refuse' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.integer({ min: 1, max: 900 }),
    }),
  },
);
