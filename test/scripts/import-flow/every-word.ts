import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '#domain';
import { understand } from '#understanding';
import { shippedLexicon } from '../../../scripts/understand/shipped-lexicon.ts';

const SPEAKS = [
  'text',
  'quick_replies',
  'attachments',
  'subject',
  'body',
  'addresses',
  'variables',
  'arguments',
  'url',
  'audio_url',
];
const OF_THE_EDITOR = ['other', 'all responses', 'no response', 'has text'];
const CONTEXT = { expects: 'attendance', options: [], confirmed: false, optedOut: false } as const;

/**
 * The texts of an exported flow that an import has neither written nor told of: each of its messages, replies,
 * arguments and names of categories, in every language.
 */
export function everyWordOf(
  file: string,
  flow: string | undefined,
  told: string,
  into: string,
): string[] {
  const read = JSON.parse(readFileSync(file, 'utf8'));
  const one = read.flows
    ? read.flows.find((some: { name: string }) => flow === undefined || some.name === flow)
    : read;
  const said = fold(told);
  const written = fold(localesOf(into).replaceAll(/\{\{[^}]*\}\}/g, ' '));
  const lexicon = shippedLexicon();
  const isThere = (text: string): boolean => {
    const plain = fold(
      text.replaceAll(/@@/g, '@').replaceAll(/@\([^)]*\)+|@[a-z_]+(\.[a-z_]+)+/g, ' '),
    );
    const address = fold(text.replace(/^[a-z]+:(?=https:)/, ''));
    if (
      written.includes(address) ||
      said.includes(fold(text)) ||
      written.includes(plain) ||
      /^\d*$/.test(plain)
    )
      return true;
    if (OF_THE_EDITOR.includes(plain)) return true;
    if (plain.split(' ').length > 2) return false;
    const { intents } = understand(text, { ...CONTEXT, options: [] }, lexicon);
    return ['yes', 'no', 'maybe'].some((intent) => (intents as string[]).includes(intent));
  };
  return textsOf(one).filter((text) => !pieces(text).every(isThere));
}

/** A text's own list is compared line by line, and words that are looked for one by one. */
function pieces(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/^\d+\.\s*/, ''));
}

type Plain = { [field: string]: unknown };

function textsOf(flow: {
  nodes: Plain[];
  localization: Record<string, Record<string, Plain>>;
}): string[] {
  const own = flow.nodes.flatMap((node) => {
    const { categories = [], cases = [] } = (node.router ?? {}) as {
      categories?: Plain[];
      cases?: Plain[];
    };
    const actions = node.actions as Plain[];
    const words = cases.flatMap((one) =>
      ((one.arguments ?? []) as string[]).flatMap((text) => text.split(' ')),
    );
    const templates = actions.map(({ templating }) => (templating ?? {}) as Plain);
    return [
      ...categories.map(({ name }) => name as string),
      ...words,
      ...[...actions, ...templates].flatMap(speaks),
    ];
  });
  const others = Object.values(flow.localization).flatMap((things) =>
    Object.values(things).flatMap(({ arguments: words, name, ...texts }) => [
      ...((words ?? []) as string[]).flatMap((text) => text.split(' ')),
      ...((name ?? []) as string[]),
      ...speaks(texts),
    ]),
  );
  return [...own, ...others];
}

function speaks(thing: Plain): string[] {
  return SPEAKS.flatMap((field) => [thing[field] ?? []].flat()).map((value) =>
    typeof value === 'string' ? value : (value as { text: string }).text,
  );
}

function localesOf(into: string): string {
  const dir = join(into, 'locales');
  const files = [
    ...readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(dir, name)),
    ...readdirSync(join(into, 'flows')).map((name) => join(into, 'flows', name)),
  ];
  return files.map((name) => readFileSync(name, 'utf8').replaceAll('\\n', ' ')).join(' ');
}
