import { fold } from '#domain';
import { verdictOf } from './cases.ts';
import { type Asked, boundsOf, classify, type Option } from './classify.ts';
import { brief, type Draft, type Step, slug, unused } from './draft.ts';
import { listedInText } from './listed-in-text.ts';
import type { Plan } from './plan-questions.ts';
import type { Action, RapidNode, Router } from './rapidpro.ts';
import { addRecord } from './record.ts';
import { DONE, nodeAfter, PERSON, type Source, targetOfCategory } from './source.ts';
import { listsOf, quoted, textsIn, type Words, wordsOf } from './spoken.ts';
import { STOCK } from './stock-texts.ts';

/** Facts that mean something already, and values that every text may speak of. */
const TAKEN = new Set([
  ...[
    'attendance',
    'party_size',
    'mode',
    'childcare',
    'yes_no',
    'consent',
    'seat_offer',
    'language',
  ],
  ...['organisation', 'title', 'place', 'site', 'count', 'first', 'help', 'constructor'],
]);

/** Adds the question that a waiting node is, under its name, and what follows its answers. */
export function addQuestion(
  source: Source,
  draft: Draft,
  plan: Plan,
  node: RapidNode,
  name: string,
): void {
  const router = node.router!;
  const asked = classify(source, draft, node, name);
  const { expect } = asked;
  const said = plan.asks.get(node.uuid);
  const words = said ? messageWords(source, said) : {};
  const text = Object.keys(words).length > 0 ? words : promptFor(draft, name);
  const options = said ? labelled(source, draft, asked, said, name) : asked.options;
  const listed = asked.expect === 'choice' ? listedInText(text, options) : null;
  draft.texts.set(name, listed?.text ?? text);
  const shown = listed?.options ?? options;
  for (const { name: option, label } of shown) draft.texts.set(`${name}_options.${option}`, label);
  if (expect === 'choice' || expect === 'yes_no' || expect === 'attendance')
    draft.heard.push({ at: name, expect, options: shown });
  tellCategories(source, draft, asked, router, name);
  const fact = factFor(draft, router.result_name || name, expect);
  if (router.result_name) noteAnswer(draft, router.result_name, asked, shown, fact);
  const ask: Step = {
    type: 'ask',
    text: name,
    again: name,
    expect: asked.expect,
    as: fact,
    ...(options.length > 0 && { options: options.map((option) => option.name) }),
    ...(asked.expect === 'number' && boundsOf(asked.ranges)),
    on: {},
    unclear: unclearOf(source, draft, plan, node, asked, name),
    silence: silenceOf(source, draft, plan, node, name),
  };
  draft.nodes.set(name, ask);
  ask.on = addRecord(draft, name, { asked, fact, result: router.result_name || null });
}

/** A name for the answer's fact; a plain answer may bear its own name, which means the same everywhere. */
function factFor(draft: Draft, result: string, expect: string): string {
  const wanted = slug(result, 30);
  const own = TAKEN.has(wanted) && wanted !== expect ? `${wanted}_answer` : wanted;
  const fact = unused(own, (one) => draft.facts.has(one));
  draft.facts.add(fact);
  return fact;
}

/** What a message says, in every language. */
export function messageWords({ flow }: Source, action: Action): Words {
  return wordsOf(flow, action.uuid, 'text', textsIn(action.text)[0] ?? '');
}

function promptFor(draft: Draft, at: string): Words {
  draft.changed.push({
    at,
    was: 'waits for a message without asking anything',
    instead: 'a question must ask: "Please text your answer." was put there, write what fits',
  });
  return STOCK.prompt;
}

/** Options called as the quick replies of the message call them; those that fit no answer are listed. */
function labelled(source: Source, draft: Draft, asked: Asked, said: Action, at: string): Option[] {
  const lists = listsOf(source.flow, said.uuid, 'quick_replies', textsIn(said.quick_replies));
  const own = lists[source.language] ?? [];
  const left = new Set(own.keys());
  const options = asked.options.map((option) => {
    const i = [...left].find((at) => isFor(source, option, own[at]!));
    if (i === undefined) return option;
    left.delete(i);
    const words = Object.entries(lists).flatMap(([language, list]) => {
      const word = list.length === own.length ? list[i]?.trim() : undefined;
      return word ? [[language, word]] : [];
    });
    return { ...option, label: { ...option.label, ...Object.fromEntries(words) } };
  });
  const uneven = Object.entries(lists).filter(([, list]) => list.length !== own.length);
  const lost = [
    ...[...left].map((i) =>
      quoted(
        Object.fromEntries(Object.entries(lists).map(([l, list]) => [l, list[i] ?? ''])),
        source.language,
      ),
    ),
    ...uneven.map(
      ([language, list]) => `${language}: ${list.map((word) => `"${word}"`).join(', ')}`,
    ),
  ];
  if (lost.length > 0)
    draft.lost.push({
      at,
      was: `quick replies that are no answer of the question, ${lost.join('; ')}`,
      instead: 'add them to its options, or leave them out',
    });
  return options;
}

function isFor(source: Source, { name, label, words }: Option, reply: string): boolean {
  const said = fold(reply);
  const names = Object.values(label).map(fold);
  if (names.includes(said) || words.includes(said)) return true;
  const isVerdict = name === 'yes' || name === 'no' || name === 'maybe';
  if (isVerdict) return verdictOf(source, reply) === name;
  return said.split(' ').some((word) => words.includes(word));
}

/** Names that RapidPro's editor gives by itself, and that say nothing of the flow. */
const OF_THE_EDITOR = new Set(['Other', 'All Responses', 'No Response', 'Has Text']);

/** Categories that no family reads: their names are gone, and their translations with them. */
function tellCategories(
  { flow, language }: Source,
  draft: Draft,
  asked: Asked,
  router: Router,
  at: string,
): void {
  const shown = new Set(asked.options.flatMap(({ label }) => Object.values(label)));
  const gone = router.categories.map(({ uuid, name }) => wordsOf(flow, uuid, 'name', name));
  const named = gone.filter((words) =>
    Object.values(words).some((word) => !shown.has(word) && !OF_THE_EDITOR.has(word)),
  );
  if (named.length === 0) return;
  draft.changed.push({
    at,
    was: `the categories ${named.map((words) => quoted(words, language)).join(', ')}`,
    instead: 'they are the ways of the question now, and need no words',
  });
}

function noteAnswer(
  draft: Draft,
  result: string,
  asked: Asked,
  options: Option[],
  fact: string,
): void {
  const key = slug(result, 64);
  if (draft.answers.has(key)) return;
  const plain = { number: 'number', date: 'date', open: 'text' } as const;
  const { expect } = asked;
  const kind =
    expect === 'number' || expect === 'date' || expect === 'open' ? plain[expect] : 'option';
  const named = options.map(({ name, label, words }) => ({
    name,
    words: [...words, name, ...Object.values(label).map(fold)],
  }));
  draft.answers.set(key, { fact, kind, options: named });
}

/** What is said to a reply that was not understood, and where it goes after that. */
function unclearOf(
  source: Source,
  draft: Draft,
  plan: Plan,
  node: RapidNode,
  asked: Asked,
  at: string,
): Step | object {
  const key = `${at}_unclear`;
  const retry = plan.retries.get(node.uuid);
  const stock = asked.expect === 'choice' ? STOCK.unclearNumber : STOCK.unclear;
  draft.texts.set(key, retry ? messageWords(source, retry) : stock);
  if (retry || returns(source, plan, node)) {
    draft.changed.push({
      at,
      was: `asks again for ever what it does not understand`,
      instead: 'after two times a person answers',
    });
    return { say: key, tries: 2, go: PERSON };
  }
  // Whatever she writes is an answer to an open question.
  if (asked.expect === 'open' && asked.other === asked.any)
    return { say: key, tries: 1, go: PERSON };
  if (asked.expect !== 'open')
    draft.changed.push({
      at,
      was: `goes on at once where it does not understand`,
      instead: `it asks once more first: "${brief(stock.en)}"`,
    });
  return { say: key, tries: 1, go: asked.other };
}

/** Whether what is not understood leads to the same question again, without another word. */
function returns(source: Source, plan: Plan, node: RapidNode): boolean {
  const { categories, default_category_uuid: other } = node.router!;
  const exit = categories.find(({ uuid }) => uuid === other)?.exit_uuid;
  const there = exit ? nodeAfter(source, node, exit) : undefined;
  if (!there || there === node) return there === node;
  const isOnlyText = !there.router && there.actions.every((action) => plan.absorbed.has(action));
  return isOnlyText && nodeAfter(source, there) === node;
}

const DAYS = 24 * 60;

/** What happens when nobody answers: RapidPro's time-out, else the end when the flow expires. */
function silenceOf(source: Source, draft: Draft, plan: Plan, node: RapidNode, at: string): unknown {
  const timeout = node.router!.wait!.timeout;
  const expires = source.flow.expire_after_minutes;
  if (!expires && !timeout)
    draft.changed.push({
      at,
      was: 'never ends the waiting',
      instead: 'it ends after two days without an answer (silence)',
    });
  const end = { after: durationOf(expires || 2 * DAYS) };
  if (!timeout) return end;
  const after = durationOf(Math.ceil(timeout.seconds / 60));
  const nudge = plan.nudges.get(node.uuid);
  if (!nudge) {
    const go = targetOfCategory(source, node, timeout.category_uuid);
    return go === DONE ? { after } : { after, go };
  }
  draft.texts.set(`${at}_nudge`, messageWords(source, nudge));
  draft.changed.push({
    at,
    was: `reminds her every ${after} for ever`,
    instead: `it reminds her once, and ends ${end.after} later`,
  });
  return [{ after, say: `${at}_nudge` }, end];
}

function durationOf(minutes: number): string {
  if (minutes % DAYS === 0 || minutes > 9999 * 60)
    return `${Math.min(9999, Math.ceil(minutes / DAYS))}d`;
  if (minutes % 60 === 0 || minutes > 9999) return `${Math.ceil(minutes / 60)}h`;
  return `${Math.max(1, minutes)}m`;
}
