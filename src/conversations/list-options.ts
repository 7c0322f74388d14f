import { isTimeZone } from '#domain';
import type { Label } from '#engine';
import { renderFor } from './say.ts';
import { type ConversationWorld, languageOf, type Stored, type Turn } from './turn.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A Sunday, from which a weekday without a date is counted. */
const SUNDAY = Date.UTC(2026, 10, 29);

/** The numbered options of a question, a line each as it follows the text; empty where there are none. */
export async function listOptions(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  labels: readonly Label[] = [],
): Promise<string> {
  const lines: string[] = [];
  for (const [i, label] of labels.entries()) {
    lines.push(`\n${i + 1}) ${await wordsOf(world, turn, stored, label)}`);
  }
  return lines.join('');
}

function wordsOf(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  label: Label,
): Promise<string> | string {
  if ('words' in label) return label.words;
  if ('at' in label) return timeOf(label.at, languageOf(world, turn.contact), zoneOf(world));
  const words = { namespace: stored.flow, key: label.key, values: { ...stored.state.facts } };
  return renderFor(world, turn, words, stored.workshop);
}

function zoneOf(world: ConversationWorld): string {
  const { timeZone } = world.programme();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** `sat 10:00`, or an ISO 8601 date on the programme's clock, as her language writes days and times. */
function timeOf(at: string, language: string, timeZone: string): string {
  const [day, hours, minutes] = at.split(/[ :]/);
  const weekday = WEEKDAYS.indexOf(day ?? '');
  const clock = { weekday: 'long', hour: 'numeric', minute: '2-digit' } as const;
  if (weekday >= 0) {
    const moment = SUNDAY + ((weekday * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
    return new Intl.DateTimeFormat(language, { ...clock, timeZone: 'UTC' }).format(moment);
  }
  const dated = { ...clock, day: 'numeric', month: 'long', timeZone } as const;
  return new Intl.DateTimeFormat(language, dated).format(new Date(at));
}
