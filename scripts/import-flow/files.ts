import { stringify } from 'yaml';
import type { Sources } from '#content';
import { toJson } from '../translate/to-json.ts';
import type { Draft } from './draft.ts';
import type { Shape } from './graph.ts';

/** What a flow's file says besides its nodes. */
export type Head = {
  flow: string;
  about: string;
  keywords: Record<string, string[]>;
  language: string | undefined;
};

/** The files that a flow becomes, by the paths authors know them by. */
export function filesOf(draft: Draft, head: Head, { start, entries }: Shape): Sources['files'] {
  const { flow, about, keywords, language } = head;
  const object = {
    flow,
    about,
    ...(Object.keys(keywords).length > 0 && { keywords }),
    ...(language !== undefined && { language }),
    start,
    ...(entries.length > 0 && { entries }),
    nodes: Object.fromEntries(draft.nodes),
  };
  const languages = new Set([...draft.texts.values()].flatMap(Object.keys));
  return [
    { path: `flows/${flow}.yaml`, text: stringify(object, { lineWidth: 0 }) },
    ...[...languages].map((name) => ({
      path: `locales/${name}/${flow}.json`,
      text: toJson(treeOf(draft, name)),
    })),
  ];
}

/** One language's texts as its file nests them. */
function treeOf({ texts }: Draft, language: string): object {
  const tree: Record<string, string | Record<string, string>> = {};
  for (const [key, words] of texts) {
    const text = words[language];
    if (text === undefined) continue;
    const [group, option] = key.split('.');
    if (option === undefined) tree[key] = text;
    else tree[group!] = { ...(tree[group!] as Record<string, string>), [option]: text };
  }
  return tree;
}
