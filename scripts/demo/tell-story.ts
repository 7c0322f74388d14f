import type { TwilioMessage } from '#emulator';
import { instantAt } from './local-minute.ts';
import { notReached } from './not-reached.ts';
import type { Screen } from './screen.ts';
import { settle, settleStage } from './settle.ts';
import type { Parts } from './start-parts.ts';
import type { Due, Says, Story } from './story.ts';

/** How the story went: its steps, what was otherwise than told, and texts that nobody may get. */
export type Told = {
  steps: number;
  surprises: string[];
  toNeverAgreed: number;
  afterOptOut: number;
};

type Telling = Told & {
  story: Story;
  parts: Parts;
  screen: Screen;
  seen: Set<string>;
  optedOut: Set<string>;
};

/** Plays every step on the running parts and shows the phones; each goes on when nothing is under way. */
export async function tellStory(story: Story, parts: Parts, screen: Screen): Promise<Told> {
  const counts = { steps: 0, toNeverAgreed: 0, afterOptOut: 0 };
  const sets = { seen: new Set<string>(), optedOut: new Set<string>() };
  const telling: Telling = { story, parts, screen, surprises: [], ...counts, ...sets };
  for (const { title, day, steps } of story.scenes) {
    screen.scene(title, instantAt(`${day} 12:00`, story.site.timeZone));
    for (const step of steps) {
      const at = instantAt(`${day} ${step.at}`, story.site.timeZone);
      telling.steps += 1;
      await parts.clock.moveTo(at);
      await ('due' in step ? playDue(telling, step) : playSays(telling, step));
    }
  }
  return telling;
}

/** The clock has come to a stage of the plan: it must reach whom it is for, each once, and nobody else. */
async function playDue(telling: Telling, step: Due): Promise<void> {
  const { parts, screen, story } = telling;
  const texts = fresh(telling, await settleStage(parts, step.due));
  screen.toMany(texts);
  const reached = texts.map(({ to }) => to);
  screen.aside(await notReached(parts.store, story.families, reached));
  compare(telling, step.due, step.to, texts.map(nameIn(story)));
}

/** A family writes: a signed webhook to the program's port. What comes of it must be as told. */
async function playSays(telling: Telling, step: Says): Promise<void> {
  const { story, parts, screen, surprises } = telling;
  const family = story.families[step.from]!;
  await settle(parts);
  const { status } = await parts.twilio.inbound({ from: family.phone, body: step.says });
  if (status !== 200) throw new Error(`The webhook answered ${status}.`);
  const messages = await settle(parts);
  const heard = messages.filter((m) => m.direction === 'inbound' && !telling.seen.has(m.sid));
  const texts = fresh(telling, messages);
  screen.conversation(family, [...heard, ...texts.filter(({ to }) => to === family.phone)]);
  if (step.note) screen.aside(step.note);
  for (const other of Object.keys(step.others)) {
    const its = story.families[other]!;
    screen.conversation(
      its,
      texts.filter(({ to }) => to === its.phone),
    );
  }
  const wanted = { ...(step.reads.length > 0 ? { [step.from]: step.reads } : {}), ...step.others };
  const reached = [...new Set(texts.map(nameIn(story)))];
  compare(telling, `“${step.says}”`, Object.keys(wanted), reached);
  for (const [name, parts] of Object.entries(wanted)) {
    const text = texts.filter((m) => nameIn(story)(m) === name).map(({ body }) => body);
    for (const part of parts.filter((each) => !text.join('\n').includes(each)))
      surprises.push(`After “${step.says}”, ${name} should read “${part}”.`);
  }
  if (!step.optsOut) return;
  telling.optedOut.add(family.phone);
  if (texts.length !== 1) surprises.push(`“${step.says}” should be confirmed once.`);
}

/** The texts from us that were not there before, which from now on are known. */
function fresh(telling: Telling, messages: TwilioMessage[]): TwilioMessage[] {
  const { seen, story, optedOut } = telling;
  const news = messages.filter(({ sid, direction }) => !seen.has(sid) && direction !== 'inbound');
  for (const { sid } of messages) seen.add(sid);
  const neverAgreed = Object.values(story.families).filter((family) => !family.agreed);
  telling.toNeverAgreed += news.filter(({ to }) => neverAgreed.some((f) => f.phone === to)).length;
  telling.afterOptOut += news.filter(({ to }) => optedOut.has(to)).length;
  return news;
}

/** Notes who was not reached though the story says so, and who was though it does not. */
function compare(telling: Telling, what: string, wanted: string[], reached: string[]): void {
  const missing = wanted.filter((name) => !reached.includes(name));
  const extra = reached.filter((name, i) => !wanted.includes(name) || reached.indexOf(name) < i);
  for (const name of missing) telling.surprises.push(`${what}: ${name} got no text.`);
  for (const name of extra) telling.surprises.push(`${what}: ${name} got a text that is not hers.`);
}

function nameIn(story: Story): (message: TwilioMessage) => string {
  return ({ to }) =>
    Object.keys(story.families).find((name) => story.families[name]?.phone === to) ?? 'a stranger';
}
