import type { Action, RapidFlow } from './rapidpro.ts';

/** The same words by language, as its folder is named: `es`, `en`, `hmn`. */
export type Words = Record<string, string>;

/** Codes of Hmong that RapidPro may know it by. */
const SAME_AS: Record<string, string> = { mww: 'hmn', hnj: 'hmn' };

/** The folder's name for a language as RapidPro names it: three letters of ISO 639-3. */
export function folderOf(code: string): string {
  if (SAME_AS[code]) return SAME_AS[code];
  try {
    return Intl.getCanonicalLocales(code)[0]!;
  } catch {
    return code;
  }
}

/**
 * A list of texts in the flow's own language and every other that translates it. RapidPro writes [""] for what is
 * not translated.
 */
export function listsOf(
  flow: RapidFlow,
  uuid: string,
  property: string,
  base: string[],
): Record<string, string[]> {
  const found: Record<string, string[]> = { [folderOf(flow.language)]: base };
  for (const [code, things] of Object.entries(flow.localization ?? {})) {
    const list = textsIn(things[uuid]?.[property]);
    if (list.some((text) => text.trim() !== '')) found[folderOf(code)] = list;
  }
  return found;
}

/** A single text in every language that has it. */
export function wordsOf(flow: RapidFlow, uuid: string, property: string, base: string): Words {
  const lists = Object.entries(listsOf(flow, uuid, property, [base]));
  return Object.fromEntries(
    lists.flatMap(([language, [text = '']]) => (text.trim() === '' ? [] : [[language, text]])),
  );
}

/** Texts as definitions write them: plain, or since spec 14 objects with `text` (quick replies). */
export function textsIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((one) => {
    if (typeof one === 'string') return one;
    const text = (one as { text?: unknown } | null)?.text;
    return typeof text === 'string' ? text : JSON.stringify(one);
  });
}

/** All that an action would say, in every language, for the list of what has no counterpart. */
export function everyText(flow: RapidFlow, action: Action): string[] {
  const own = Object.entries(action)
    .filter(([field, value]) => SPEAKING.has(field) && value !== null && value !== '')
    .flatMap(([, value]) => textsIn(value));
  const others = Object.values(flow.localization ?? {}).flatMap((things) =>
    Object.values(things[action.uuid] ?? {}).flatMap(textsIn),
  );
  return [...new Set([...own, ...others].filter((text) => text.trim() !== ''))];
}

const SPEAKING = new Set([
  'text',
  'subject',
  'body',
  'note',
  'quick_replies',
  'attachments',
  'addresses',
  'url',
  'value',
  'instructions',
  'input',
  'audio_url',
  'variables',
]);

/** Words in every language for a list: "Yes" (es: "Sí"). */
export function quoted(words: Words, language: string): string {
  const { [language]: own, ...others } = words;
  const more = Object.entries(others).map(([code, text]) => `${code}: "${text}"`);
  const first = own === undefined ? [] : [`"${own}"`];
  return [...first, ...(more.length > 0 ? [`(${more.join(', ')})`] : [])].join(' ');
}
