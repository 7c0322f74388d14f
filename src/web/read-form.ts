import type { FormParameters } from '#channels';

/**
 * Reads a form-encoded body as Twilio signs it: every parameter, empty ones too, untrimmed, and one that
 * comes several times as a list.
 */
export function readForm(body: string): FormParameters {
  const form: FormParameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const known = form[name];
    if (known === undefined) form[name] = value;
    else form[name] = [known, value].flat();
  }
  return form;
}
