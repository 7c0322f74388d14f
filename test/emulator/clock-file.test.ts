import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openClock } from '../../src/emulator/clock-file.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'clock-file-'));
const file = join(folder, 'clock');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the clock follows its file within 250 ms, and a file that is just being written moves nothing', () => {
  writeFileSync(file, String(HOUR));
  const clock = openClock(file);
  const ahead = () => clock.now().getTime() - clock.real().getTime();
  expect(ahead()).toBe(HOUR);
  writeFileSync(file, `${-2 * HOUR}\n`);
  vi.advanceTimersByTime(250);
  expect(ahead()).toBe(-2 * HOUR);
  for (const halfWritten of ['', '-']) {
    writeFileSync(file, halfWritten);
    vi.advanceTimersByTime(250);
    expect(ahead()).toBe(-2 * HOUR);
  }
  rmSync(file);
  vi.advanceTimersByTime(250);
  expect(ahead()).toBe(-2 * HOUR);
  clock.close();
});

test('without a file, or before it is written, the clock is the machine’s', () => {
  for (const none of [null, join(folder, 'not-yet')]) {
    const clock = openClock(none);
    expect(clock.now().getTime()).toBe(clock.real().getTime());
    clock.close();
  }
});
