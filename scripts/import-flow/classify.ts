import { fold } from '#domain';
import { caseText, endsOf, familyOf, rangeOfCase, verdictOf, wordsOfCase } from './cases.ts';
import { type Draft, slug, unused } from './draft.ts';
import type { Case, Category, RapidNode } from './rapidpro.ts';
import { type Source, targetOfCategory } from './source.ts';
import { type Words, wordsOf } from './spoken.ts';

/** One of the answers that a question names. */
export type Option = {
  name: string;
  /** What RapidPro calls it, by language; it becomes what she reads where there are no quick replies. */
  label: Words;
  words: string[];
  to: string;
};

/** What a RapidPro router waits for, as a question of Puente's. */
export type Asked = {
  expect: 'choice' | 'yes_no' | 'attendance' | 'number' | 'open' | 'date' | 'media';
  options: Option[];
  ranges: { range: string; to: string }[];
  /** Where any answer goes, for kinds without options or ranges. */
  any: string;
  /** Where what is none of the answers goes. */
  other: string;
};

/** Names of options that mean something else in a flow. */
const TAKEN = [
  'any',
  'none',
  'media',
  'question',
  'late',
  'cancel',
  'opt_out',
  'thanks',
  'other',
  'constructor',
];
const MOST_OPTIONS = 9;

/** Understands a router that waits for a message; what it looks for and Puente cannot is listed. */
export function classify(source: Source, draft: Draft, node: RapidNode, at: string): Asked {
  const router = node.router!;
  const other = targetOfCategory(source, node, router.default_category_uuid);
  const plain = { options: [], ranges: [], any: other, other };
  const hint = router.wait?.hint?.type;
  if (hint === 'image' || hint === 'audio' || hint === 'video')
    return { ...plain, expect: 'media' };
  if (hint)
    draft.lost.push({
      at,
      was: `waits for ${hint}`,
      instead: 'her own words are taken as they are; a person may have to ask',
    });
  const cases = router.cases.filter((one) => isKnown(draft, one, at));
  const ofKind = (family: string) => cases.filter((one) => familyOf(one) === family);
  const to = (one: Case) => targetOfCategory(source, node, one.category_uuid);
  const [text] = ofKind('text');
  const numbers = ofKind('number');
  const words = ofKind('words');
  if (numbers.length > 0) {
    for (const one of words)
      dropCase(draft, one, at, 'a number is asked for: the way is open to a person');
    return {
      ...plain,
      expect: 'number',
      other: text ? to(text) : other,
      ranges: rangesOf(draft, numbers, at, to),
    };
  }
  if (words.length > 0) return choiceOf(source, draft, node, words, text ? to(text) : other, at);
  const [date] = ofKind('date');
  if (date) return { ...plain, expect: 'date', any: to(date) };
  const valid = text ?? router.cases.find((one) => familyOf(one) === 'strange');
  return { ...plain, expect: 'open', any: valid ? to(valid) : other };
}

function isKnown(draft: Draft, one: Case, at: string): boolean {
  if (familyOf(one) !== 'strange') return true;
  dropCase(draft, one, at, 'her own words are taken; check them by hand, or ask otherwise');
  return false;
}

function dropCase(draft: Draft, one: Case, at: string, instead: string): void {
  draft.lost.push({ at, was: `the test ${caseText(one)} of her reply`, instead });
}

function rangesOf(draft: Draft, cases: Case[], at: string, to: (one: Case) => string) {
  return cases.flatMap((one) => {
    const range = rangeOfCase(one);
    if (range !== null) return [{ range, to: to(one) }];
    dropCase(
      draft,
      one,
      at,
      'only whole numbers from 0 to 9999 are told apart: add the way by hand',
    );
    return [];
  });
}

function choiceOf(
  source: Source,
  draft: Draft,
  node: RapidNode,
  cases: Case[],
  other: string,
  at: string,
): Asked {
  const categories = node.router!.categories.filter(({ uuid }) =>
    cases.some((one) => one.category_uuid === uuid),
  );
  const found = categories.map((category) => optionOf(source, node, category, cases));
  const verdicts = found.map((option) => verdictOfOption(source, option));
  const base = { ranges: [], any: other, other };
  if (verdicts.every((verdict) => verdict !== null) && new Set(verdicts).size === found.length) {
    const expect = verdicts.includes('maybe') ? 'attendance' : 'yes_no';
    const needed = expect === 'attendance' ? ['yes', 'no', 'maybe'] : ['yes', 'no'];
    const named = found.map((option, i) => ({ ...option, name: String(verdicts[i]) }));
    const missing = needed.filter((name) => !named.some((option) => option.name === name));
    const added = missing.map((name) => ({ name, label: {}, words: [], to: other }));
    return { ...base, expect, options: byNumber(draft, [...named, ...added], at) };
  }
  const spare = categoryWords(source, node, node.router!.default_category_uuid);
  const options = enough(
    draft,
    unlike(byNumber(draft, found, at)),
    { label: spare, to: other },
    at,
  );
  return { ...base, expect: 'choice', options };
}

/** As many options as a question may have: two at least, of which one stands for all else, and nine at most. */
function enough(
  draft: Draft,
  options: Option[],
  spare: Pick<Option, 'label' | 'to'>,
  at: string,
): Option[] {
  if (options.length === 1) {
    draft.changed.push({
      at,
      was: `one answer only (${options[0]!.words.join(', ')}), and all others`,
      instead: 'a second answer stands for all others: name it, or ask by yes or no',
    });
    return [...options, { ...spare, name: 'something_else', words: [] }];
  }
  for (const { label, words } of options.slice(MOST_OPTIONS))
    draft.lost.push({
      at,
      was: `a tenth or later answer, ${Object.values(label).join(' / ')} (${words.join(', ')})`,
      instead: 'a phone shows nine: ask in two questions',
    });
  return options.slice(0, MOST_OPTIONS);
}

function optionOf(source: Source, node: RapidNode, category: Category, cases: Case[]): Option {
  const mine = cases.filter((one) => one.category_uuid === category.uuid);
  return {
    name: slug(category.name, 24),
    label: categoryWords(source, node, category.uuid),
    words: [...new Set(mine.flatMap((one) => wordsOfCase(source, one)))],
    to: targetOfCategory(source, node, category.uuid),
  };
}

function categoryWords({ flow }: Source, node: RapidNode, uuid?: string | null): Words {
  const category = node.router!.categories.find((one) => one.uuid === uuid);
  return category ? wordsOf(flow, category.uuid, 'name', category.name) : {};
}

function verdictOfOption(source: Source, { label, words }: Option) {
  const said = [...Object.values(label).map(fold), ...words].filter((word) => !/^\d+$/.test(word));
  const heard = said.map((word) => verdictOf(source, word));
  const clear = heard.filter((verdict) => verdict !== null);
  const isOne = new Set(clear).size === 1 && clear.length * 2 >= heard.length;
  return isOne ? clear[0]! : null;
}

/** The options in the order of the numbers by which RapidPro took them, where those are 1, 2, 3… */
function byNumber(draft: Draft, options: Option[], at: string): Option[] {
  const numbers = options.map(({ words }) =>
    words.filter((word) => /^\d+$/.test(word)).map(Number),
  );
  if (numbers.every((some) => some.length === 0)) return options;
  const wanted = options.map((_, i) => i + 1);
  const sorted = options
    .map((option, i) => ({ option, n: numbers[i]![0] ?? options.length }))
    .sort((a, b) => a.n - b.n);
  if (sorted.every(({ n }, i) => n === wanted[i])) return sorted.map(({ option }) => option);
  draft.changed.push({
    at,
    was: `answers by the numbers ${numbers.map((some) => some.join('/') || '-').join(', ')}`,
    instead: 'answers are numbered 1, 2, 3 in their order: read the text over',
  });
  return options;
}

/** Options with names of their own, none of which a flow takes for something else. */
function unlike(options: Option[]): Option[] {
  const taken = new Set(TAKEN);
  return options.map((option) => {
    const wanted = TAKEN.includes(option.name) ? `${option.name}_option` : option.name;
    const name = unused(wanted, (one) => taken.has(one));
    taken.add(name);
    return { ...option, name };
  });
}

/** The least and the most of the numbers that have a way; no most where one has no end. */
export function boundsOf(ranges: Asked['ranges']): { min?: number; max?: number } {
  if (ranges.length === 0) return {};
  const ends = ranges.map(({ range }) => endsOf(range));
  const min = Math.min(...ends.map(({ from }) => from));
  const max = Math.max(...ends.map(({ to }) => to));
  return { ...(min > 0 && { min }), ...(max < 9999 && max > min && { max }) };
}
