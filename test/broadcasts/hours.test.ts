import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR, type Message, MINUTE } from '#domain';
import { cancelWorkshop } from '#workshops';
import { answers, runDue } from '../support/due.ts';
import { ACCOUNT, startTestProgram, type TestProgram } from '../support/program.ts';
import { family, phoneOf, programme, site, workshop } from '../support/programme.ts';
import { invite } from '../support/seats.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'puente-clock-'));
const clockFile = join(folder, 'clock');
const PROBE = '+12135550199';

/** Zone, state, and its usual hours on a weekday, a Saturday and a Sunday: twilio.md §3 and design §5. */
const PLACES = [
  {
    timeZone: 'America/Los_Angeles',
    state: 'CA',
    week: [10, 19.5],
    sat: [10, 19.5],
    sun: [12, 19.5],
  },
  { timeZone: 'America/Chicago', state: 'TX', week: [10, 19.5], sat: [10, 19.5], sun: [12, 19.5] },
  { timeZone: 'America/New_York', state: 'RI', week: [10, 18], sat: [10, 17], sun: [12, 17] },
  { timeZone: 'Pacific/Honolulu', state: 'HI', week: [10, 19.5], sat: [10, 19.5], sun: [12, 19.5] },
] as const;

let program: TestProgram;

beforeAll(async () => {
  writeFileSync(clockFile, '0');
  program = await startTestProgram('hours', { workers: false, emulator: { clockFile } });
  await program.load(programme);
});

afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Moves both clocks, and waits until the emulator, which rereads its file, has it. */
async function moveTo(at: number): Promise<void> {
  program.clock.moveTo(new Date(at));
  writeFileSync(clockFile, String(at - Date.now()));
  const { accountSid, authToken, from } = ACCOUNT;
  const url = `${program.twilioUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  await until('the emulator has the time', async () => {
    const body = new URLSearchParams({ To: PROBE, From: from, Body: 'tick' });
    await fetch(url, { method: 'POST', headers: { authorization }, body });
    const ticks = (await program.twilio.messages()).filter((m) => m.to === PROBE);
    const now = ticks.map((m) => Date.parse(m.createdAtClock));
    return now.some((time) => Math.abs(time - at) < MINUTE);
  });
}

/** Does what is due until `end`, going from one due time to the next. */
async function letTimePass(end: number): Promise<void> {
  for (;;) {
    await runDue(program.world);
    const delivered = async () => {
      const ours = (await program.twilio.messages()).filter((m) => m.to !== PROBE);
      return ours.every((m) => m.direction === 'inbound' || m.deliveredAtClock !== null);
    };
    await until('all are delivered', delivered);
    const next = await program.world.store.messages
      .findOne({ state: 'queued' })
      .sort({ dueAt: 1 })
      .lean<Message>();
    if (!next || next.dueAt.getTime() > end) return;
    await moveTo(next.dueAt.getTime());
  }
}

/** Hour (with fraction) and weekday that a clock on the wall shows. */
function onTheWall(at: string, timeZone: string): { hour: number; weekday: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(
    format.formatToParts(new Date(at)).map((p) => [p.type, p.value]),
  );
  return { hour: Number(parts.hour) + Number(parts.minute) / 60, weekday: parts.weekday ?? '' };
}

let round = 0;
/** Over a year from now on; each run is later than the one before. */
let earliest = Date.parse('2026-12-01T00:00:00Z');

test('at whatever instant families are invited and told, nothing is delivered out of hours', async () => {
  const run = fc.record({
    place: fc.constantFrom(...PLACES),
    wait: fc.integer({ min: 0, max: 7 * 24 * 60 }),
    cancelAfter: fc.integer({ min: 1, max: 70 * 60 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ place, wait, cancelAfter }) => {
      round += 1;
      const id = `w${round}`;
      const phone = phoneOf(round);
      const at = earliest + wait * MINUTE;
      earliest = at + 6 * DAY;
      await moveTo(at);
      const startsAt = new Date(at + 4 * DAY);
      const endsAt = new Date(at + 4 * DAY + HOUR);
      await program.load(site(id, place.timeZone, place.state));
      await program.load(
        workshop({ id, site: id, startsAt, endsAt }),
        family(0, { phone, sites: [id] }),
      );
      await invite(program.world, id);
      await letTimePass(at + DAY);
      const [invitation] = (await program.twilio.messages()).filter((m) => m.to === phone);
      const { hour, weekday } = onTheWall(invitation!.deliveredAtClock!, place.timeZone);
      const [from, to] = weekday === 'Sun' ? place.sun : weekday === 'Sat' ? place.sat : place.week;
      expect(hour).toBeGreaterThanOrEqual(from);
      expect(hour).toBeLessThan(to);

      await answers(program, phone, 'sí vamos 2');
      const cancelAt = Math.min(
        program.clock.now().getTime() + cancelAfter * MINUTE,
        at + 4 * DAY - HOUR,
      );
      await letTimePass(cancelAt);
      await moveTo(cancelAt);
      await cancelWorkshop(program.world, id, null);
      await letTimePass(at + 5 * DAY);
      const unasked = (await program.twilio.messages()).filter(
        (m) => m.to === phone && m.direction === 'outbound-api' && !/apartamos/.test(m.body),
      );
      for (const { deliveredAtClock } of unasked) {
        const wall = onTheWall(deliveredAtClock!, place.timeZone);
        expect(wall.hour).toBeGreaterThanOrEqual(8);
        expect(wall.hour).toBeLessThan(21);
      }
    }),
    { numRuns: 10, seed: 20261122, endOnFailure: true },
  );
}, 60_000);
