import type { CreateForm } from '../api/create-form.ts';
import type { EmulatorSettings } from '../settings.ts';

/**
 * What Meta says to a template before it shows it: 63049 to MARKETING for who is in the United States, 63028
 * where variables are missing or too many, 63013 where one has more than four blanks in a row (Twilio docs:
 * errors 63049, 63028, 63013). Null for what is no template that we were told of.
 */
export function templateError(form: CreateForm, { templates }: EmulatorSettings): number | null {
  const template = templates[form.ContentSid];
  if (!template) return null;
  const given: Record<string, string> = JSON.parse(form.ContentVariables || '{}');
  const asked = new Set([...template.body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));
  const names = Object.keys(given);
  if (names.length !== asked.size || names.some((name) => !asked.has(name))) return 63028;
  if (Object.values(given).some((value) => /\s{5}/.test(value))) return 63013;
  if (template.category === 'MARKETING' && form.To.startsWith('whatsapp:+1')) return 63049;
  return template.errorCode;
}
