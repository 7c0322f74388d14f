import { expect, test } from 'vitest';
import { FAMILY, startEmulator, until, WHATSAPP } from './kit.ts';

const UTILITY = `HX${'1'.repeat(32)}`;
const MARKETING = `HX${'2'.repeat(32)}`;
const ABROAD = 'whatsapp:+525512345678';
const HOME = `whatsapp:${FAMILY}`;
const templates = {
  [UTILITY]: 'Le recordamos: {{1}} es {{2}}.',
  [MARKETING]: { body: 'Aviso: {{1}}, y nada más.', category: 'MARKETING' as const },
};

/** How a message ends that opens no conversation of hers. */
async function endOf(message: {
  to: string;
  body?: string;
  contentSid?: string;
  contentVariables?: string;
}) {
  const { client } = await startEmulator({ whatsappFrom: WHATSAPP, templates });
  const { sid } = await client.messages.create({ from: WHATSAPP, ...message });
  const over = await until(async () => {
    const now = await client.messages(sid).fetch();
    return ['delivered', 'undelivered', 'read'].includes(now.status) && now;
  });
  return over.errorCode ?? 'delivered';
}

const filled = (...values: string[]) =>
  JSON.stringify(Object.fromEntries(values.map((value, i) => [i + 1, value])));

test.each([
  ['free text outside the 24 hours', 63016, { to: ABROAD, body: 'Hola' }],
  ['a template', 'delivered', { contentSid: UTILITY, contentVariables: filled('Leer', 'hoy') }],
  ['MARKETING to +1', 63049, { to: HOME, contentSid: MARKETING, contentVariables: filled('Leer') }],
  ['MARKETING abroad', 'delivered', { contentSid: MARKETING, contentVariables: filled('Leer') }],
  ['a variable too few', 63028, { contentSid: UTILITY, contentVariables: filled('Leer') }],
  ['five blanks', 63013, { contentSid: UTILITY, contentVariables: filled('Leer     ya', 'hoy') }],
])('%s ends with %s', async (_what, end, message) => {
  expect(await endOf({ to: ABROAD, ...message })).toBe(end);
});

test.each([
  ['an empty value', filled('Leer', '')],
  ['a new line', filled('Leer\nen casa', 'hoy')],
])('a template with %s is refused at once', async (_what, contentVariables) => {
  const { client } = await startEmulator({ whatsappFrom: WHATSAPP, templates });
  const create = { from: WHATSAPP, to: ABROAD, contentSid: UTILITY, contentVariables };
  await expect(client.messages.create(create)).rejects.toMatchObject({ code: 21656 });
});
