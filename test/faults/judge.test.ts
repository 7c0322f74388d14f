import { expect, test } from 'vitest';
import type { CreateRequest, TwilioMessage } from '#emulator';
import { type Family, familiesOf } from '../../scripts/faults/families.ts';
import { type Evidence, judge } from '../../scripts/faults/judge.ts';
import { INVITATION } from '../../scripts/faults/programme.ts';
import { lineOf, problemsOf } from '../../scripts/faults/tell.ts';

const families = familiesOf(10);
/** The one who says nothing, who says yes, who changes her number, and who opts out before she is invited. */
const [silent, yes, , changing, hasty] = families as [Family, Family, Family, Family, Family];
const NOON = Date.parse('2026-12-01T20:00:00Z');
const iso = (ms: number) => new Date(NOON + ms).toISOString();

let made = 0;

/** A text of ours, accepted `ms` after noon and on its phone `queued` milliseconds later. */
function text(to: string, body: string, ms = 0, queued = 100): TwilioMessage {
  made += 1;
  return {
    sid: `SM${made}`,
    direction: 'outbound-api',
    to,
    body,
    status: 'delivered',
    dateCreated: iso(ms),
    createdAtClock: iso(ms),
    dateUpdated: iso(ms + queued),
    deliveredAtClock: iso(ms + queued),
  } as TwilioMessage;
}

/** A family's message whose webhook ended `ms` after noon with this status. */
function wrote(from: string, body: string, ms = 0, status = 200): TwilioMessage {
  const webhook = { status, attempts: 1, endedAt: iso(ms) };
  return { direction: 'inbound', from, body, webhook } as TwilioMessage;
}

const invitation = (to: string, ms = 0) => text(to, `${INVITATION}: ¿Va a ir?`, ms);

function requestFor({ to, body, sid, dateCreated }: TwilioMessage): CreateRequest {
  return { to, body, sid, at: dateCreated, accepted: true } as CreateRequest;
}

/** The log of a case in which everything went as it must. */
function goodLog(): TwilioMessage[] {
  return families.flatMap((family) => [
    ...(family.hasty ? [] : [invitation(family.phone)]),
    ...family.turns.flatMap(({ says, reads }) => [
      wrote(family.phone, says),
      text(family.phone, `Bien: ${reads}.`),
    ]),
  ]);
}

function judged(messages: TwilioMessage[], more: Partial<Evidence> = {}) {
  const ours = messages.filter(({ direction }) => direction === 'outbound-api');
  return judge({ families, messages, requests: ours.map(requestFor), jumps: [], ...more });
}

const texts = (phone: string) => (message: TwilioMessage) =>
  message.direction === 'outbound-api' && message.to === phone;

const ZERO = { lost: 0, inboundLost: 0, duplicated: 0, afterOptOut: 0, outsideHours: 0 };

test('a case in which all went well has nothing but what was due', () => {
  const verdict = judged(goodLog());
  expect(verdict).toEqual({
    figures: { sent: 20, inbound: 11, ...ZERO },
    expected: 20,
    strange: [],
  });
  expect(problemsOf('good', verdict)).toEqual([]);
  expect(lineOf('good', verdict.figures)).toBe(
    '{"case":"good","sent":20,"inbound":11,"lost":0,"inboundLost":0,"duplicated":0,"afterOptOut":0,"outsideHours":0}',
  );
});

test('an invitation that never came is lost, and sent is one too few', () => {
  const verdict = judged(goodLog().filter((message) => !texts(silent.phone)(message)));
  expect(verdict.figures).toEqual({ sent: 19, inbound: 11, ...ZERO, lost: 1 });
  expect(problemsOf('kill', verdict)).toEqual([
    'kill: lost is 1 and must be 0',
    'kill: sent is 19 and must be 20',
  ]);
});

test('a message that nobody answered is lost, and so is the text that was to answer it', () => {
  const left = goodLog().filter(
    ({ to, body }) => !(to === yes.phone && body.includes('apartamos')),
  );
  expect(judged(left).figures).toEqual({ sent: 19, inbound: 11, ...ZERO, lost: 1, inboundLost: 1 });
});

test('what a family could not say, for want of the text before, was due to be answered too', () => {
  const left = goodLog().filter(
    ({ to, from, body }) =>
      !(to === changing.phone && !body.includes(INVITATION)) &&
      !(from === changing.phone && body === 'somos 4'),
  );
  expect(judged(left).figures).toEqual({ sent: 18, inbound: 10, ...ZERO, lost: 2, inboundLost: 1 });
});

test('the same words twice to one family are one cause accepted twice', () => {
  const verdict = judged([...goodLog(), invitation(silent.phone, 9_000)]);
  expect(verdict.figures).toEqual({ sent: 21, inbound: 11, ...ZERO, duplicated: 1 });
  expect(problemsOf('kill', verdict)).toEqual([
    'kill: duplicated is 1 and must be 0',
    'kill: sent is 21 and must be 20',
  ]);
});

test('an invitation begun more than 1.5 s after our 200 to the opt-out is counted, one before is due', () => {
  const before = judged([...goodLog(), invitation(hasty.phone, 1_400)]);
  expect(before).toMatchObject({ figures: { sent: 21, ...ZERO }, expected: 21 });
  const after = judged([...goodLog(), invitation(hasty.phone, 1_600)]);
  expect(after).toMatchObject({ figures: { sent: 21, ...ZERO, afterOptOut: 1 }, expected: 20 });
});

test('a create after the opt-out counts even if Twilio refused it, and none counts where we gave no 200', () => {
  const late = { ...requestFor(invitation(hasty.phone, 1_600)), accepted: false, sid: null };
  expect(judged(goodLog(), { requests: [late] }).figures.afterOptOut).toBe(1);
  const unheard = goodLog().map((message) =>
    message.from === hasty.phone ? wrote(hasty.phone, message.body, 0, 503) : message,
  );
  expect(judged(unheard, { requests: [late] }).figures.afterOptOut).toBe(0);
});

test('an invitation delivered in the evening is outside the hours, unless it was handed over in time', () => {
  const toClosing = Date.parse('2026-12-02T03:30:00Z') - NOON;
  const at = (ms: number, queued: number) => {
    const others = goodLog().filter((message) => !texts(silent.phone)(message));
    const late = text(silent.phone, `${INVITATION}: ¿Va a ir?`, toClosing + ms, queued);
    return judged([...others, late]).figures.outsideHours;
  };
  expect(at(-60_000, 30_000)).toBe(0);
  expect(at(-1_000, 45_000)).toBe(0);
  expect(at(-1_000, 70_000)).toBe(1);
  expect(at(90_000, 100)).toBe(1);
});

test('a jump of the clock makes nothing late that was taken before it, and all that was taken after it', () => {
  const jump = NOON;
  const evening = '2026-12-02T03:45:00.000Z';
  const others = goodLog().filter((message) => !texts(silent.phone)(message));
  const delivered = (change: Partial<TwilioMessage>) => {
    const late = { ...invitation(silent.phone), deliveredAtClock: evening, ...change };
    return judged([...others, late], { jumps: [jump] }).figures.outsideHours;
  };
  const before = { dateCreated: iso(-500), createdAtClock: iso(-500), dateUpdated: iso(800) };
  expect(delivered(before)).toBe(0);
  const after = { dateCreated: iso(2_000), createdAtClock: evening, dateUpdated: iso(2_100) };
  expect(delivered(after)).toBe(1);
});

test('a text to a family of another case is told, and makes sent wrong', () => {
  const verdict = judged([...goodLog(), invitation('+12135559999')]);
  expect(problemsOf('kill', verdict)).toEqual([
    'kill: sent is 21 and must be 20',
    `kill: a text to somebody else: ${INVITATION}: ¿Va a ir?`,
  ]);
});

test('a text that no family was to get is told, and makes sent wrong', () => {
  const verdict = judged([...goodLog(), text(silent.phone, 'Hola')]);
  expect(verdict.figures).toEqual({ sent: 21, inbound: 11, ...ZERO });
  expect(problemsOf('kill', verdict)).toEqual([
    'kill: sent is 21 and must be 20',
    'kill: a text not expected: Hola',
  ]);
});
