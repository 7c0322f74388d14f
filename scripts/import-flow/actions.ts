import { type Draft, slug } from './draft.ts';
import { factOf } from './expressions.ts';
import { messageWords } from './question.ts';
import type { Action, RapidNode } from './rapidpro.ts';
import { isMessage, NEXT, type Piece, type Source } from './source.ts';
import { everyText, folderOf, listsOf, textsIn } from './spoken.ts';
import { STOCK } from './stock-texts.ts';
import { subFlow } from './sub-flow.ts';

type At = { source: Source; draft: Draft; node: RapidNode; name: string };

/** The steps that an action becomes; none where it has no counterpart, which is then listed. */
export function piecesOf(at: At, action: Action, absorbed: boolean): Piece[] {
  if (isMessage(action)) return message(at, action, absorbed);
  const made = Object.hasOwn(MADE, action.type) ? MADE[action.type]!(at, action) : null;
  if (made) return made;
  const { source, draft, name } = at;
  const texts = everyText(source.flow, action).map((text) => `"${text}"`);
  const instead = INSTEAD[action.type] ?? 'do it by hand, or leave it out';
  draft.lost.push({ at: name, was: [action.type, ...texts].join(' '), instead });
  return [];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const MADE: Record<string, (at: At, action: Action) => Piece[] | null> = {
  set_contact_field: (at, action) => {
    const { key } = (action.field ?? {}) as { key?: string };
    return setField(at, slug(key ?? ''), text(action.value));
  },
  set_contact_name: (at, action) => {
    const made = setField(at, 'name', text(action.name));
    const instead = 'it is kept as her field `name`; what she is called in lists stays as it was';
    if (made) at.draft.changed.push({ at: at.name, was: 'set_contact_name', instead });
    return made;
  },
  set_contact_language: ({ source }, action) => {
    const value = folderOf(text(action.language));
    if (!source.languages.includes(value)) return null;
    return [{ step: { type: 'set', field: 'language', value } }];
  },
  add_contact_groups: (at, action) => tags(at, action, 'tag'),
  remove_contact_groups: (at, action) =>
    action.all_groups === true ? null : tags(at, action, 'untag'),
  open_ticket: ({ source, draft, name }, action) => {
    const note = everyText(source.flow, action).map((one) => `"${one}"`);
    draft.changed.push({
      at: name,
      was: ['open_ticket', ...note].join(' '),
      instead: 'a person is told by a hand-off, which carries no note of its own',
    });
    return [{ step: { type: 'hand_off', reason: 'asked_for' } }];
  },
  enter_flow: ({ source, draft, node, name }, action) => subFlow(source, draft, node, name, action),
  set_run_result: ({ draft }, action) => {
    const fact = factOf(draft, text(action.value));
    if (fact === null || !action.name) return null;
    const kept = { type: 'record_answer', question: slug(text(action.name)), fact };
    return [{ step: { ...kept, on: { recorded: NEXT } } }];
  },
};

const INSTEAD: Record<string, string> = {
  set_run_result: 'keep it as a field or a tag of the contact (set), or ask for it',
  set_contact_language: 'add the folder of that language first, then set it',
  remove_contact_groups: 'take each tag away by a step of its own (untag)',
  set_contact_field: 'only fixed values and answers of this flow can be kept',
  set_contact_name: 'only answers of this flow can be kept',
  send_broadcast: 'send it from the console as a broadcast',
  send_email: 'no mail is sent: hand over to a person',
  call_webhook: 'nothing outside is called: hand over to a person, or do it by hand',
  call_resthook: 'nothing outside is called: hand over to a person, or do it by hand',
  transfer_airtime: 'do it by hand, from a list of contacts by tag',
  start_session: 'begin the flow for others by a broadcast, or by a tag',
  enter_flow: 'import that flow too, then begin it here by a step `flow`',
  add_input_labels: 'her replies are in the inbox, without labels',
  call_classifier: 'her reply is understood by Puente itself',
  request_optin: 'consent is asked by the flow consent_request',
};

/** A field of the contact's, set to a fixed value or to an answer of this flow. */
function setField({ draft }: At, key: string, value: string): Piece[] | null {
  const field = key === 'language' || key === 'site' ? `own_${key}` : key;
  const from = factOf(draft, value);
  if (from !== null) {
    draft.fields.set(field, from);
    return [{ step: { type: 'set', field, from } }];
  }
  if (value === '' || /@[a-z(]/.test(value)) return null;
  return [{ step: { type: 'set', field, value } }];
}

function tags({ draft, name }: At, action: Action, field: 'tag' | 'untag'): Piece[] {
  const groups = (Array.isArray(action.groups) ? action.groups : []) as {
    name?: string;
    name_match?: string;
  }[];
  return groups.flatMap((group) => {
    const called = group.name ?? '';
    if (called !== '') return [{ step: { type: 'set', [field]: slug(called) } }];
    draft.lost.push({
      at: name,
      was: `${action.type} by an expression, ${group.name_match ?? ''}`,
      instead: 'a tag has a fixed name: add a step for each',
    });
    return [];
  });
}

/** A message, with its pictures and links; its text alone where the question says it. */
function message({ source, draft, name }: At, action: Action, absorbed: boolean): Piece[] {
  const words = messageWords(source, action);
  const pieces = attached(source, draft, action, name);
  listOthers(source, draft, action, name, absorbed);
  if (absorbed || Object.keys(words).length === 0) return pieces;
  return [{ step: { type: 'say' }, words }, ...pieces];
}

function attached(source: Source, draft: Draft, action: Action, at: string): Piece[] {
  const lists = listsOf(source.flow, action.uuid, 'attachments', textsIn(action.attachments));
  const { [source.language]: own = [], ...others } = lists;
  for (const [language, list] of Object.entries(others))
    draft.lost.push({
      at,
      was: `other attachments in ${language}: ${list.join(', ')}`,
      instead: 'one address serves all languages: lead to a page in each',
    });
  return own.flatMap((attachment): Piece[] => {
    const [, kind = '', address = ''] = /^([a-z]+)[^:]*:(.*)$/s.exec(attachment) ?? [];
    if (/^https:\/\/[^\s@]+$/.test(address) && URL.canParse(address)) {
      const field = kind === 'image' ? 'picture' : 'link';
      return [{ step: { type: 'send', [field]: address }, words: STOCK[field] }];
    }
    draft.lost.push({
      at,
      was: `attachment ${attachment}`,
      instead: 'put it where an address that begins with https:// leads, and add a step `send`',
    });
    return [];
  });
}

/** What else a message may carry. */
function listOthers(
  source: Source,
  draft: Draft,
  action: Action,
  at: string,
  absorbed: boolean,
): void {
  const replies = listsOf(source.flow, action.uuid, 'quick_replies', textsIn(action.quick_replies));
  if (!absorbed && Object.values(replies).flat().length > 0) {
    const shown = Object.entries(replies).map(
      ([language, list]) => `${language}: ${list.map((one) => `"${one}"`).join(', ')}`,
    );
    draft.lost.push({
      at,
      was: `quick replies where no answer is waited for (${shown.join('; ')})`,
      instead: 'make it a question, if they are its answers',
    });
  }
  const template =
    action.template ?? (action.templating as { template?: unknown } | undefined)?.template;
  if (template || action.templating) {
    const { name } = (template ?? {}) as { name?: string };
    const own = (action.templating as { uuid?: string } | undefined)?.uuid ?? '';
    const variables = [
      ...textsIn(action.template_variables),
      ...textsIn((action.templating as { variables?: unknown } | undefined)?.variables),
      ...everyText(source.flow, { uuid: own, type: '' }),
    ];
    draft.lost.push({
      at,
      was: `the WhatsApp template ${name ?? ''} ${variables.map((one) => `"${one}"`).join(' ')}`.trim(),
      instead: 'the text itself is sent; templates are set where WhatsApp is',
    });
  }
}

/** Whether nothing follows what was begun. */
export function isTerminal({ type, terminal }: Action): boolean {
  return type === 'enter_flow' && terminal === true;
}
