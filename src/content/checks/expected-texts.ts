import { type Flow, flowTexts } from '#engine';
import {
  COMMON_TEXTS,
  COMMON_VALUES,
  type CommonKey,
  JOIN_TEXTS,
  type JoinKey,
  topicKeys,
} from '../common-texts.ts';
import type { Content } from '../content.ts';
import { optionKeys } from '../options.ts';

/** A text that somebody says: who, what it may speak of, and how long it may be. */
export type ExpectedText = {
  namespace: string;
  key: string;
  counted: boolean;
  values: string[];
  /** The place that says it, for the message. */
  saidAt: string;
  /** Most SMS segments it may take: 4 for the first text to a person, else 2. */
  segments: number;
  /** It may be left out: the names of options that the question's text lists itself. */
  optional: boolean;
};

/** The texts of every flow and those rooms say, each once. */
export function expectedTexts(content: Content): ExpectedText[] {
  const all = [...Object.values(content.flows).flatMap(textsOfFlow), ...commonTexts()];
  // Two places may say the same text: who says it first may want more of it.
  const byKey = new Map<string, ExpectedText>();
  for (const text of all) {
    const name = `${text.namespace} ${text.key} ${text.counted}`;
    if (!byKey.has(name)) byKey.set(name, text);
  }
  return [...byKey.values()];
}

function textsOfFlow(flow: Flow): ExpectedText[] {
  const ofFlow = (path: string, key: string, counted: boolean, optional: boolean) => ({
    namespace: flow.id,
    key,
    counted,
    values: [...COMMON_VALUES, ...Object.keys(flow.facts), ...(counted ? ['count'] : [])],
    saidAt: `flows/${flow.id}.yaml ${path}`,
    segments: path.endsWith('.text.first') ? 4 : 2,
    optional,
  });
  return [
    ...flowTexts(flow).map(({ path, key, counted }) => ofFlow(path, key, counted, false)),
    ...optionKeys(flow).map(({ path, key }) => ofFlow(path, key, false, true)),
  ];
}

function commonTexts(): ExpectedText[] {
  const rooms = (Object.keys(COMMON_TEXTS) as CommonKey[]).map((key) => ({
    key: key as string,
    saidAt: 'the rooms',
    ...COMMON_TEXTS[key],
  }));
  const page = (Object.keys(JOIN_TEXTS) as JoinKey[]).map((key) => ({
    key: `join.${key}`,
    saidAt: 'the page to join',
    ...JOIN_TEXTS[key],
  }));
  const topics = topicKeys().map((key) => ({
    key,
    saidAt: 'the rooms',
    values: [],
    counted: false,
  }));
  return [...rooms, ...page, ...topics].map(({ key, saidAt, values, counted }) => ({
    namespace: 'common',
    key,
    counted,
    values: [...COMMON_VALUES, ...values],
    saidAt,
    // HELP carries the programme's own text, whose length is the programme's.
    segments: key === 'help' ? 4 : 2,
    optional: false,
  }));
}

/** Who says a text as it is written: by its own key, or as a plural form of another. */
export function expectationOf(
  expected: ExpectedText[],
): (text: {
  namespace: string;
  key: string;
  base: string;
  plural: string | null;
}) => ExpectedText | undefined {
  const plain = new Map<string, ExpectedText>();
  const counted = new Map<string, ExpectedText>();
  for (const text of expected) {
    (text.counted ? counted : plain).set(`${text.namespace} ${text.key}`, text);
  }
  return ({ namespace, key, base, plural }) =>
    plain.get(`${namespace} ${key}`) ??
    (plural === null ? undefined : counted.get(`${namespace} ${base}`));
}
