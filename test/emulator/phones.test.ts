import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { FAMILY, OURS, startEmulator, startReceiver, until, WHATSAPP } from './kit.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const OTHER = '+15555550102';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: FLAGS });
});
afterAll(() => browser.close());

/** An emulator with two families, and its page; an error of the page's script fails the test. */
async function openPhones(path = '/phones?lang=en', viewport = { width: 1200, height: 800 }) {
  const receiver = await startReceiver();
  const emulator = await startEmulator({
    webhookUrl: `${receiver.url}/hook`,
    whatsappFrom: WHATSAPP,
  });
  await emulator.control.phones([
    { phone: FAMILY, name: 'Rosa Hernández', language: 'es', note: '3.º B' },
    { phone: OTHER, name: 'Denise Walker', language: 'en' },
  ]);
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(5000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  await page.goto(`${emulator.url}${path}`);
  const close = async () => {
    await page.close();
    expect(errors).toEqual([]);
  };
  return { ...emulator, receiver, page, close };
}

const open = (page: Page, name: string) => page.getByRole('link', { name }).click();
const bubbles = (page: Page) => page.locator('.bubble');

describe('the page with phones', () => {
  test('shows a text the moment it comes, counts it as unread, and reads it when opened', async () => {
    const { client, page, close } = await openPhones();
    await client.messages.create({ from: OURS, to: FAMILY, body: '¿Viene el sábado?' });
    const link = page.getByRole('link', { name: 'Rosa Hernández' });
    await link.getByText('1 unread').waitFor();
    await link.click();
    await page.getByRole('log').getByText('¿Viene el sábado?').waitFor();
    await link.getByText('unread').waitFor({ state: 'detached' });
    await client.messages.create({ from: OURS, to: FAMILY, body: 'Le esperamos.' });
    await page.getByRole('log').getByText('Le esperamos.').waitFor();
    expect(page.url()).toContain(encodeURIComponent(FAMILY));
    await close();
  });

  test('sends what a family writes to the webhook, by the Enter key', async () => {
    const { page, receiver, close } = await openPhones();
    await open(page, 'Rosa Hernández');
    await page.getByLabel('Answer as the family would').fill('ya no puedo ir');
    await page.keyboard.press('Enter');
    await until(() => receiver.hooks.length === 1);
    expect(receiver.hooks[0]!.params).toMatchObject({
      From: FAMILY,
      To: OURS,
      Body: 'ya no puedo ir',
    });
    await page.locator('.bubble.mine').getByText('ya no puedo ir').waitFor();
    expect(await page.getByLabel('Answer as the family would').inputValue()).toBe('');
    await close();
  });

  test('sends a quick answer with one tap, by WhatsApp when that is chosen', async () => {
    const { page, receiver, close } = await openPhones();
    await open(page, 'Rosa Hernández');
    await page.getByText('WhatsApp', { exact: true }).click();
    await page.getByRole('button', { name: 'sí vamos 3' }).click();
    await until(() => receiver.hooks.length === 1);
    expect(receiver.hooks[0]!.params).toMatchObject({
      From: `whatsapp:${FAMILY}`,
      Body: 'sí vamos 3',
    });
    await page.locator('.bubble.mine.whatsapp').waitFor();
    await close();
  });

  test('keeps what is being written while texts come in', async () => {
    const { client, page, close } = await openPhones();
    await open(page, 'Rosa Hernández');
    await page.getByLabel('Answer as the family would').pressSequentially('sí, pero ');
    await client.messages.create({ from: OURS, to: FAMILY, body: 'Otra pregunta' });
    await page.getByRole('log').getByText('Otra pregunta').waitFor();
    await page.keyboard.type('tarde');
    expect(await page.getByLabel('Answer as the family would').inputValue()).toBe('sí, pero tarde');
    await close();
  });

  test('shows markup as text, wherever it comes from', async () => {
    const { client, control, page, url, close } = await openPhones();
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    await control.phones([{ phone: '+15555550103', name: evil, note: evil, language: '"><b>' }]);
    await client.messages.create({ from: OURS, to: '+15555550103', body: evil });
    await control.inbound({ from: '+15555550103', body: `${evil}'"&` });
    await page.goto(`${url}/phones?lang=en&phone=%2B15555550103&q=${encodeURIComponent('<img')}`);
    await until(async () => (await bubbles(page).count()) === 2);
    expect(await page.locator('.bubble.mine p').first().textContent()).toBe(`${evil}'"&`);
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(evil);
    expect(await page.locator('img, main script, aside script, b').count()).toBe(0);
    expect(await page.title()).toBe('Phones · Puente');
    await close();
  });

  test('finds by name without accents, by number and by text', async () => {
    const { client, page, close } = await openPhones();
    await client.messages.create({ from: OURS, to: OTHER, body: 'Bring your questions' });
    const links = page.getByRole('navigation').getByRole('link');
    for (const [words, name] of [
      ['hernandez', 'Rosa'],
      ['550102', 'Denise'],
      ['QUESTIONS', 'Denise'],
    ] as const) {
      await page.getByRole('searchbox').fill(words);
      await until(
        async () => (await links.count()) === 1 && (await links.textContent())?.includes(name),
      );
    }
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('Nothing found.').waitFor();
    await close();
  });

  test('adds a phone, which can then write', async () => {
    const { page, receiver, close } = await openPhones();
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Phone number').fill('+15555550177');
    await page.getByLabel('Name', { exact: true }).fill('Lupe Ortiz');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Lupe Ortiz' }).waitFor();
    await page.getByRole('button', { name: 'can my kids come?' }).click();
    await until(() => receiver.hooks[0]?.params.From === '+15555550177');
    await close();
  });

  test('says who opted out and what did not arrive', async () => {
    const { client, control, page, close } = await openPhones('/phones?lang=es');
    await control.faults([{ kind: 'delivery', errorCode: 30003, match: { to: OTHER } }]);
    await client.messages.create({ from: OURS, to: OTHER, body: 'Hello' });
    await control.inbound({ from: OTHER, body: 'STOP' });
    await open(page, 'Denise Walker');
    await page.getByText('no entregado 30003').waitFor();
    await page.getByText('Dado de baja').waitFor();
    await close();
  });

  test('says so when the programme does not take a message', async () => {
    const { control, page, close } = await openPhones();
    await control.webhook('http://127.0.0.1:1/hook#rc=0');
    await open(page, 'Rosa Hernández');
    await page.getByRole('button', { name: 'ALTO' }).click();
    await page.getByText('not taken by the programme').waitFor();
    await close();
  });

  test('on a narrow screen is either the list or a phone, without scrolling sideways', async () => {
    const { page, close } = await openPhones('/phones?lang=en', { width: 360, height: 640 });
    const sideways = () => page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(await page.locator('#screen').isVisible()).toBe(false);
    expect(await sideways()).toBe(false);
    await open(page, 'Rosa Hernández');
    await page.getByRole('log').waitFor();
    expect(await page.locator('#list').isVisible()).toBe(false);
    expect(await sideways()).toBe(false);
    await page.getByRole('link', { name: 'All phones' }).click();
    await page.locator('#list').waitFor();
    await page.goBack();
    await page.getByRole('log').waitFor();
    await close();
  });

  test('can be used by keyboard alone, and every control has a name', async () => {
    const { page, receiver, close } = await openPhones();
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('log').waitFor();
    const nameless =
      await page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, select')]
      .filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length)).length`);
    expect(nameless).toBe(0);
    await page.getByLabel('Answer as the family would').focus();
    await page.keyboard.type('hola');
    await page.keyboard.press('Enter');
    await until(() => receiver.hooks.length === 1);
    await close();
  });
});
