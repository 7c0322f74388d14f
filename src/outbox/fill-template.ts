import { type Content, fillText } from '#content';
import {
  type Contact,
  ContentError,
  type Message,
  type MessageTemplate,
  type Programme,
  type Site,
  type Template,
  type Workshop,
} from '#domain';

/** What a template's variables may speak of; the workshop's are there only where the text is of one. */
export const TEMPLATE_VALUES = [
  'organisation',
  'name',
  'text',
  'title',
  'place',
  'site',
  'startsAt',
  'endsAt',
] as const;

/** A workshop as a template tells of it, and its site. */
export type Told = Pick<Workshop, 'title' | 'place' | 'startsAt' | 'endsAt'>;

type Parts = {
  content: Content;
  programme: Programme;
  message: Pick<Message, 'stage' | 'language' | 'body' | 'also'>;
  contact: Pick<Contact, 'phone' | 'name'>;
  told: Told | null;
  site: Site | null;
};

/**
 * The approved template that says a text on WhatsApp outside its 24 hours, by stage and language, with its
 * variables filled from the text's own facts. Null where there is none, where Twilio has stopped it, where it
 * is MARKETING and she is in the United States (63049), or where a value is not known: none goes out empty.
 */
export function fillTemplate(parts: Parts): MessageTemplate | null {
  const { message, programme, contact } = parts;
  const template = templateOf(programme, message);
  // A recording alone would say the template of its own text a second time.
  if (!template || template.stopped || message.body === '') return null;
  // A list of invitations tells of several workshops, a template of one.
  if (message.also && message.also.length > 0) return null;
  if (template.category === 'MARKETING' && contact.phone.startsWith('+1')) return null;
  const variables: Record<string, string> = {};
  for (const [name, text] of Object.entries(template.variables)) {
    const value = variableOf(parts, text);
    if (!value) return null;
    variables[name] = value;
  }
  return { contentSid: template.contentSid, variables };
}

/** The template of a text's stage in the text's language, whatever has become of it. */
export function templateOf(
  { templates }: Pick<Programme, 'templates'>,
  { stage, language }: Pick<Message, 'stage' | 'language'>,
): Template | null {
  return templates?.[stage ?? '']?.[language] ?? null;
}

/** One variable: no new lines, and never more than a blank in a row (63013). */
function variableOf(
  { content, programme, message, contact, told, site }: Parts,
  text: string,
): string | null {
  const { language } = message;
  const title = told && (told.title[language] ?? Object.values(told.title)[0] ?? '');
  const values = {
    organisation: programme.name,
    name: contact.name.split(/\s+/)[0] ?? '',
    text: message.body,
    ...(told && { title: title ?? '', place: told.place }),
    ...(told && { startsAt: told.startsAt, endsAt: told.endsAt }),
    ...(site && { site: site.name }),
  };
  const timeZone = site?.timeZone ?? programme.timeZone;
  try {
    const filled = fillText(content, { language, text, values, timeZone });
    return filled.replaceAll(/\s+/g, ' ').trim();
  } catch (error) {
    // It speaks of a workshop and this text is of none.
    if (error instanceof ContentError) return null;
    throw error;
  }
}
