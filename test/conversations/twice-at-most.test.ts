import { expect, test } from 'vitest';
import { loadContent } from '#content';
import {
  advance,
  type Conversation,
  type Facts,
  flowTexts,
  type Input,
  newConversation,
} from '#engine';

const content = loadContent({ flowsDir: 'flows', localesDir: 'locales' });

/** What nobody understands, however often it is said. */
const NOISE: Input & { kind: 'message' } = {
  kind: 'message',
  text: 'zxcv',
  media: [],
  understood: {
    intents: ['other'],
    facts: {},
    language: 'es',
    certainty: 'sure',
    confirmNeeded: false,
  },
};

const OPTIONS = 'a=Leer en familia\nb=Matemáticas para todos';

/** Every way the yes-or-no facts of a flow may stand at its start; what is chosen from is two things. */
function startsOf(facts: Record<string, unknown>): Facts[] {
  const named = (type: string) => Object.keys(facts).filter((name) => facts[name] === type);
  const flags = named('boolean');
  const options = Object.fromEntries(named('options').map((name) => [name, OPTIONS]));
  return Array.from({ length: 2 ** flags.length }, (_, i) => ({
    ...options,
    ...Object.fromEntries(flags.map((name, at) => [name, (i >> at) % 2 === 1])),
  }));
}

/** A conversation that hears nothing but noise, and how often each "not understood" was said in it. */
function toldUnclear(id: string, facts: Facts, node?: string) {
  const flow = content.flow(id);
  const unclear = new Set(
    flowTexts(flow)
      .filter(({ path }) => path.includes('.unclear.'))
      .map(({ key }) => key),
  );
  const start: Input = { kind: 'start', facts, understood: null, ...(node ? { node } : {}) };
  const told: string[] = [];
  let conversation: Conversation = newConversation(flow);
  let next: Input = start;
  let replies = 0;
  for (; replies < 12; replies += 1) {
    const advanced = advance(flow, conversation, next);
    conversation = advanced.conversation;
    for (const event of advanced.events)
      if (event.type === 'asked' && unclear.has(event.text.key)) told.push(event.text.key);
    if (conversation.waits.for !== 'reply') break;
    next = { ...NOISE };
  }
  return { told, replies, waits: conversation.waits.for };
}

const flows = Object.values(content.flows).map(({ id, entries = [] }) => ({ id, entries }));

test.each(flows)('who is never understood by $id is told so twice at most', ({ id, entries }) => {
  const all: string[] = [];
  for (const facts of startsOf(content.flow(id).facts)) {
    for (const node of [undefined, ...entries]) {
      const { told, replies } = toldUnclear(id, facts, node);
      all.push(...told);
      expect(replies).toBeLessThan(12);
      for (const key of new Set(told))
        expect(told.filter((other) => other === key).length, key).toBeLessThanOrEqual(2);
    }
  }
  expect(all).not.toEqual([]);
});
