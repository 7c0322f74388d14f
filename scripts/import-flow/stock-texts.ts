import type { Words } from './spoken.ts';

/** Words that Puente needs and RapidPro has not; in the languages that must be whole. */
export const STOCK = {
  unclear: {
    es: 'Disculpe, no le entendimos. Escriba su respuesta otra vez, por favor.',
    en: 'Sorry, we did not understand. Please text your answer again.',
  },
  unclearNumber: {
    // No accent: beside nine answers there is little room.
    es: 'No le entendimos. Escriba solo una cifra:',
    en: 'We did not understand. Please text a number:',
  },
  prompt: { es: 'Escriba su respuesta, por favor.', en: 'Please text your answer.' },
  picture: { es: 'Vea esta imagen:', en: 'See this picture:' },
  link: { es: 'Vea este enlace:', en: 'See this link:' },
  missing: { es: 'Texto por escribir.', en: 'Text to be written.' },
} satisfies Record<string, Words>;
