import { flowTexts } from '#engine';
import { COMMON_TEXTS, COMMON_VALUES, type CommonKey, topicKeys } from '../common-texts.ts';
import type { Content } from '../content.ts';

/** A text that must be there in every language: who says it, and what it may speak of. */
export type ExpectedText = {
  namespace: string;
  key: string;
  counted: boolean;
  values: string[];
  /** The place that says it, for the message. */
  saidAt: string;
  /** Most SMS segments it may take: 4 for the first text to a person, else 2. */
  segments: number;
};

/** The texts of every flow and those rooms say, each once. */
export function expectedTexts(content: Content): ExpectedText[] {
  const ofFlows = Object.values(content.flows).flatMap((flow) =>
    flowTexts(flow).map(({ path, key, counted }) => ({
      namespace: flow.id,
      key,
      counted,
      values: [...COMMON_VALUES, ...Object.keys(flow.facts), ...(counted ? ['count'] : [])],
      saidAt: `flows/${flow.id}.yaml ${path}`,
      segments: path.endsWith('.text.first') ? 4 : 2,
    })),
  );
  return [...ofFlows, ...commonTexts()];
}

function commonTexts(): ExpectedText[] {
  const rooms = (Object.keys(COMMON_TEXTS) as CommonKey[]).map((key) => ({
    key: key as string,
    ...COMMON_TEXTS[key],
  }));
  const topics = topicKeys().map((key) => ({ key, values: [], counted: false }));
  return [...rooms, ...topics].map(({ key, values, counted }) => ({
    namespace: 'common',
    key,
    counted,
    values: [...COMMON_VALUES, ...values],
    saidAt: 'the rooms',
    // HELP carries the programme's own text, whose length is the programme's.
    segments: key === 'help' ? 4 : 2,
  }));
}
