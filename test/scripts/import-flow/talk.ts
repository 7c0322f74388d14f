import type { Content } from '#content';
import { advance, type Conversation, type Input, newConversation } from '#engine';
import { understand } from '#understanding';

/** A conversation through a flow as a family has it: real words understood, host steps answered by the first outcome. */
export function talk(content: Content, flowId: string, language: string) {
  const flow = content.flow(flowId);
  let conversation: Conversation = newConversation(flow);
  const write = (key: string, values: object) =>
    content.render({
      language,
      namespace: flowId,
      key,
      values: { organisation: 'Parent College', ...values },
      timeZone: 'America/Los_Angeles',
    });
  const take = (input: Input): string[] => {
    const advanced = advance(flow, conversation, input);
    conversation = JSON.parse(JSON.stringify(advanced.conversation));
    const shown = advanced.events.flatMap((event): string[] => {
      switch (event.type) {
        case 'said':
          return [write(event.text.key, event.text.values)];
        case 'asked': {
          const labels = (event.labels ?? []).map((label) =>
            'key' in label ? write(label.key, {}) : '',
          );
          const list = labels.map((words, i) => `\n${i + 1}) ${words}`).join('');
          return [write(event.text.key, event.text.values) + list];
        }
        case 'tag_added':
          return [`(tag ${event.tag})`];
        case 'field_set':
          return [`(field ${event.name} = ${event.value})`];
        case 'handed_off':
          return [`(handed off: ${event.reason})`];
        case 'ended':
          return [`(ended: ${event.reason})`];
        default:
          return [];
      }
    });
    const { waits, step } = conversation;
    if (waits.for !== 'host') return shown;
    const { args } = waits.request;
    const kept = `(kept ${args.question} = ${args.value})`;
    return [...shown, kept, ...take({ kind: 'outcome', step, outcome: 'recorded', facts: {} })];
  };
  return {
    start: () => take({ kind: 'start', facts: {}, understood: null }),
    says(text: string, media: string[] = []): string[] {
      const { waits } = conversation;
      const asked = waits.for === 'reply' ? waits : { expects: null, options: [] };
      const context = {
        expects: asked.expects,
        options: asked.options,
        confirmed: false,
        optedOut: false,
      };
      return take({
        kind: 'message',
        understood: understand(text, context, content.lexicon()),
        text,
        media,
      });
    },
    isSilent: () => take({ kind: 'silence', step: conversation.step }),
    silenceMs: () =>
      conversation.waits.for === 'reply' ? conversation.waits.silence?.afterMs : undefined,
  };
}
