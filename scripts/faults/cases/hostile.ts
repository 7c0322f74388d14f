import { MINUTE } from '#domain';
import { ACCOUNT } from '../../demo/environment.ts';
import { until } from '../../demo/until.ts';
import type { Case, Cast } from '../fault-case.ts';
import { fieldOf, type HostileForm, hostileForms } from '../hostile-forms.ts';
import { judge, type Verdict } from '../judge.ts';
import type { Scene } from '../scene.ts';
import { underWay, watchCrashes } from '../under-way.ts';

const COUNT = { short: 200, long: 10_000 };
const AT_ONCE = 16;
/** Shorter words are in any log by chance. */
const LONG_ENOUGH = 8;

/** Webhooks with whatever anybody could write: each message is kept word for word, and none breaks anything. */
export const hostile: Case = {
  name: 'hostile',
  families: { short: 40, long: 40 },
  wanted: { logLevel: 'info' },
  play: playHostile,
};

async function playHostile({ scene, short, families }: Cast): Promise<Verdict> {
  const crashes = watchCrashes(scene);
  const { messages: ours } = scene.store;
  const withTwilio = () => ours.countDocuments({ providerId: { $ne: null } });
  const phones = families.map(({ phone }) => phone);
  const forms = hostileForms(ACCOUNT.accountSid, phones, COUNT[short ? 'short' : 'long']);
  // Thousands took seconds to make: first something else, so that connections closed meanwhile are not used again.
  const bound = await withTwilio();
  const before = (await scene.twilio.messages()).length;
  const statuses = await postAll(scene, forms);
  const strange: string[] = [];
  await until(() => underWay(scene), 10 * MINUTE).catch((error) => strange.push(error.message));
  const messages = (await scene.twilio.messages(before)).map((message) => ({
    ...message,
    body: message.sid,
  }));
  const { figures } = judge({ families: [], messages, requests: [], jumps: [] });
  const inboundLost = await lostOf(scene, forms, statuses);
  const lost = await ours.countDocuments({ state: { $in: ['queued', 'sending'] } });
  strange.push(...leaksOf(scene, forms), ...crashes());
  const expected = (await withTwilio()) - bound;
  return { figures: { ...figures, inbound: forms.length, inboundLost, lost }, expected, strange };
}

/** Posts them by the emulator, some at once; gives what each was answered in the end (null: nothing). */
async function postAll(
  { twilio }: Scene,
  forms: readonly HostileForm[],
): Promise<(number | null)[]> {
  const statuses: (number | null)[] = [];
  let next = 0;
  const post = async () => {
    for (let n = next++; n < forms.length; n = next++)
      statuses[n] = (await twilio.raw({ params: forms[n]! })).status;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, post));
  return statuses;
}

/**
 * Messages that were not answered with 200, or are not kept word for word, or over which a turn failed. What
 * lacks its sender or its sid is no message, and is to be refused.
 */
async function lostOf(
  { store }: Scene,
  forms: readonly HostileForm[],
  statuses: readonly (number | null)[],
): Promise<number> {
  const kept = await store.inbound.find({ failures: 0 }, { providerId: 1, body: 1 }).lean();
  const bodyOf = new Map(kept.map(({ providerId, body }) => [providerId, body]));
  const isRight = (form: HostileForm, status: number | null) => {
    const sid = fieldOf(form, 'MessageSid');
    if (!sid || !fieldOf(form, 'From')) return status === 400;
    return status === 200 && bodyOf.get(sid) === (fieldOf(form, 'Body') ?? '');
  };
  return forms.filter((form, n) => !isRight(form, statuses[n] ?? null)).length;
}

/** Words or numbers of families in what the program has logged. */
function leaksOf({ parts }: Scene, forms: readonly HostileForm[]): string[] {
  const log = parts.map((part) => part.said()).join('');
  const words = forms.map((form) => fieldOf(form, 'Body')?.trim() ?? '');
  const long = new Set(words.filter((word) => word.length > LONG_ENOUGH));
  const leaked = [...long].filter((word) => log.includes(JSON.stringify(word).slice(1, -1)));
  const found = leaked.length > 0 ? [`${leaked.length} texts of families are in the log`] : [];
  if (/\+?12135[5-9]\d{5}/.test(log)) found.push('a phone number is in the log');
  return log === '' ? [...found, 'nothing was logged at all'] : found;
}
