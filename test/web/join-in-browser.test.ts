import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { programme, site } from '../support/programme.ts';
import { readQr } from '../support/read-qr.ts';

const LONG = {
  id: 'escuela-secundaria-bolivar',
  name: 'Escuela Secundaria Simón Bolívar de Los Ángeles y Centro de Padres',
};

let program: TestProgram;
let browser: Browser;

beforeAll(async () => {
  program = await startTestProgram('join-in-browser', { workers: false });
  // Forty letters, the longest name there is.
  const name = 'Alianza de Familias y Escuelas de Angelo';
  await program.load({ ...programme, name }, site(), { ...site(), ...LONG });
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'];
  browser = await chromium.launch({ executablePath: await findChromium(), args });
});

afterAll(async () => {
  await browser.close();
  await program.close();
});

/** Opens a page on a small phone; what its console says, and a second request, fail the test. */
async function open(path: string, viewport = { width: 360, height: 640 }) {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(5000);
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url()));
  page.on('console', (line) => seen.push(line.text()));
  await page.goto(program.url + path);
  return { page, seen };
}

/** Where anything reaches over the edge of a phone, in the page. */
const OVER_THE_EDGE = `[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > 360 || one.scrollWidth > 360)
  .map((one) => one.outerHTML.slice(0, 80))`;

/** The height of every text's letters in pixels, in the page. */
const LETTERS = `[...document.querySelectorAll('p, dt, dd, li, a')]
  .map((one) => parseFloat(getComputedStyle(one).fontSize))`;

/** The contrast of every text with what is behind it, as WCAG 2.2 reckons it, in the page. */
const CONTRASTS = `(() => {
  const rgb = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((n) =>
      n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    if (!one) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(one).backgroundColor;
    return rgb(color)[3] === 0 ? behind(one.parentElement) : color;
  };
  return [...document.querySelectorAll('h1, h2, p, dt, dd, li, a')].map((one) => {
    const two = [getComputedStyle(one).color, behind(one)].map(luminance);
    return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
  });
})()`;

/** The QR code as it is to be seen, in the page: what is painted at the middle of every module. */
const MODULES = `(() => {
  const svg = document.querySelector('.qr svg');
  svg.scrollIntoView({ block: 'center' });
  const { left, top, width } = svg.getBoundingClientRect();
  const size = svg.viewBox.baseVal.width;
  const at = (n) => ((n + 0.5) * width) / size;
  const all = [...Array(size).keys()];
  return all.map((row) => all.map((column) => {
    const painted = document.elementFromPoint(left + at(column), top + at(row));
    return painted !== null && getComputedStyle(painted).fill === 'rgb(0, 0, 0)';
  }));
})()`;

describe.each([
  ['/join/PADRES', '/join/PADRES'],
  ['/join/parents/bolivar', '/join/PARENTS/bolivar'],
  [`/join/PADRES/${LONG.id}`, `/join/PADRES/${LONG.id}`],
])('the page %s', (path, own) => {
  test('fits a phone of 360 pixels, with links a thumb can hit, and asks for nothing more', async () => {
    const { page, seen } = await open(path);
    expect(seen).toEqual([program.url + path]);
    expect(await page.evaluate(OVER_THE_EDGE)).toEqual([]);
    const links = await page.locator('a').all();
    expect(links).toHaveLength(5);
    for (const link of links) {
      const box = (await link.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.width).toBeGreaterThanOrEqual(44);
    }
    for (const part of await page.locator('h1, h2, p, dt, dd, li, .qr svg').all())
      expect(await part.isVisible()).toBe(true);
    expect(Math.min(...(await page.evaluate<number[]>(LETTERS)))).toBeGreaterThanOrEqual(18);
    await page.close();
  });

  test('has words that stand out from what is behind them', async () => {
    const { page } = await open(path);
    const contrasts = await page.evaluate<number[]>(CONTRASTS);
    expect(contrasts.length).toBeGreaterThan(20);
    // WCAG 2.2, level AAA.
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(7);
    await page.close();
  });

  test('shows a code that reads as its own address, within four white modules', async () => {
    const { page } = await open(path);
    const modules = await page.evaluate<boolean[][]>(MODULES);
    const inner = modules.slice(4, -4).map((row) => row.slice(4, -4));
    expect(readQr(inner)).toBe(program.url + own);
    const dark = (rows: boolean[][]) => rows.flat().filter(Boolean).length;
    expect(dark(modules)).toBe(dark(inner));
    await page.close();
  });

  test('is printed as a flyer of one sheet, the code on it and no button', async () => {
    const { page } = await open(path);
    for (const format of ['Letter', 'A4']) {
      const sheets = (await page.pdf({ format, margin: { top: '12mm', bottom: '12mm' } })).toString(
        'latin1',
      );
      expect(sheets.match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
    expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1')).toMatch(/\/Count 1\b/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.qr svg').isVisible()).toBe(true);
    expect(await page.locator('dd.number').first().isVisible()).toBe(true);
    for (const link of await page.locator('a').all()) expect(await link.isVisible()).toBe(false);
    await page.close();
  });
});

test('the other language is one tap away on a phone, and beside the first on a screen', async () => {
  const { page } = await open('/join/PADRES');
  await page.getByRole('link', { name: 'English' }).click();
  const english = page.getByRole('heading', { name: 'Workshops for families' });
  const { y } = (await english.boundingBox())!;
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y).toBeLessThan(640);
  await page.setViewportSize({ width: 1024, height: 700 });
  const spanish = page.getByRole('heading', { name: 'Talleres para familias' });
  expect((await english.boundingBox())!.y).toBe((await spanish.boundingBox())!.y);
  await page.close();
});
