/** The page's own words. */
const LABELS = {
  en: {
    title: 'Phones',
    about: 'A stand-in for Twilio on this machine. No text here reaches a real phone.',
    search: 'Search by name, number or text',
    add: 'Add a phone',
    name: 'Name',
    number: 'Phone number',
    numberHint: 'With country code, for example +15555550123',
    language: 'Language',
    save: 'Add',
    cancel: 'Close',
    none: 'No phones yet. Add one, or wait for the first text.',
    noneFound: 'Nothing found.',
    choose: 'Choose a phone to read its messages and answer as the family would.',
    unread: 'unread',
    back: 'All phones',
    empty: 'No messages yet. Write the first one below.',
    write: 'Answer as the family would',
    send: 'Send',
    quick: 'Quick answers',
    channel: 'Send by',
    messages: 'Messages',
    blocked: 'Opted out: Twilio lets no text through',
    notSent: 'The message was not taken. Is the emulator still running?',
    script: 'This page needs JavaScript.',
    switch: 'Español',
    segments: 'segments',
    you: 'This phone',
    school: 'Programme',
  },
  es: {
    title: 'Teléfonos',
    about: 'Hace las veces de Twilio en esta computadora. Ningún mensaje llega a un teléfono real.',
    search: 'Buscar nombre, número o texto',
    add: 'Agregar un teléfono',
    name: 'Nombre',
    number: 'Número de teléfono',
    numberHint: 'Con código de país, por ejemplo +15555550123',
    language: 'Idioma',
    save: 'Agregar',
    cancel: 'Cerrar',
    none: 'Todavía no hay teléfonos. Agregue uno o espere el primer mensaje.',
    noneFound: 'No se encontró nada.',
    choose: 'Elija un teléfono para leer sus mensajes y responder como lo haría la familia.',
    unread: 'sin leer',
    back: 'Todos los teléfonos',
    empty: 'Todavía no hay mensajes. Escriba el primero abajo.',
    write: 'Responda como lo haría la familia',
    send: 'Enviar',
    quick: 'Respuestas rápidas',
    channel: 'Enviar por',
    messages: 'Mensajes',
    blocked: 'Dado de baja: Twilio no deja pasar mensajes',
    notSent: 'El mensaje no se entregó. ¿Sigue funcionando el emulador?',
    script: 'Esta página necesita JavaScript.',
    switch: 'English',
    segments: 'segmentos',
    you: 'Este teléfono',
    school: 'Programa',
  },
};

export type PageLanguage = keyof typeof LABELS;
export type Labels = (typeof LABELS)['en'];

/** The words of the page in its language. */
export function labelsOf(language: PageLanguage): Labels {
  return LABELS[language];
}

/** How a message's state is called when it is read aloud. */
const STATUS: Record<PageLanguage, Record<string, string>> = {
  en: {
    accepted: 'accepted',
    scheduled: 'scheduled',
    queued: 'waiting to be sent',
    sending: 'being sent',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    undelivered: 'not delivered',
    failed: 'not sent',
    canceled: 'canceled',
    received: 'taken by the programme',
    lost: 'not taken by the programme',
  },
  es: {
    accepted: 'aceptado',
    scheduled: 'programado',
    queued: 'en espera',
    sending: 'enviándose',
    sent: 'enviado',
    delivered: 'entregado',
    read: 'leído',
    undelivered: 'no entregado',
    failed: 'no enviado',
    canceled: 'cancelado',
    received: 'recibido por el programa',
    lost: 'el programa no lo recibió',
  },
};

/** A message's state in words. */
export function statusLabel(status: string, language: PageLanguage): string {
  return STATUS[language][status] ?? status;
}
