import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { AnswerFault } from '../faults.ts';
import type { Parts } from '../parts.ts';
import { messageFromCreate } from '../send/new-outbound.ts';
import { checkCreate } from './check-create.ts';
import { CreateForm, normalAddress } from './create-form.ts';
import { messageJson } from './message-json.ts';
import { problem } from './problems.ts';
import type { CreateRequest } from './request-log.ts';

/** How long an answer waits for its callbacks, when a fault wants them first. */
const LONGEST_WAIT_MS = 10_000;

/** POST …/Messages.json: takes a message, or refuses it, or goes wrong as /control/faults demands. */
export async function createMessage(
  request: Request,
  response: Response,
  parts: Parts,
): Promise<void> {
  const { store, carrier, faults } = parts;
  const form = readForm(request.body);
  const fault = faults.forAnswer('create', { to: form.To, body: form.Body });
  const entry = newEntry(form, fault, parts);
  parts.requests.add(entry);
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (fault && strikesBefore(fault)) return answerFault(fault, entry, response);
  const code = checkCreate(form, { ...parts, isQueueFull: carrier.isQueueFull });
  if (code) {
    entry.code = code;
    const { status, json } = problem(code);
    response.status(status).json(json);
    return;
  }
  const message = messageFromCreate(
    form,
    faults.forMessage({ to: form.To, body: form.Body }),
    parts,
  );
  store.put(message);
  const json = messageJson(message, parts.settings);
  Object.assign(entry, { accepted: true, sid: message.sid });
  carrier.carry(message);
  if (fault && fault.kind !== 'slow') return answerFault(fault, entry, response);
  if (message.faults?.callback === 'callback_before_answer')
    await firstCallbacks(message.sid, parts);
  response.status(201).json(json);
}

/** Makes the answer go wrong: an error, a closed connection, or none at all. */
export function answerFault(
  fault: AnswerFault,
  entry: Pick<CreateRequest, 'code'> | null,
  response: Response,
): void {
  if (fault.kind === 'error') {
    if (entry) entry.code = fault.code;
    const { status, json } = problem(fault.code, fault.status);
    response.status(status).json(json);
  } else if (fault.kind.startsWith('close')) response.socket?.destroy();
}

function strikesBefore(fault: AnswerFault): boolean {
  return fault.kind === 'error' ? !fault.accepted : fault.kind.endsWith('_before');
}

function readForm(body: unknown): CreateForm {
  const form = CreateForm.parse(body ?? {});
  return { ...form, To: normalAddress(form.To), From: normalAddress(form.From) };
}

function newEntry(form: CreateForm, fault: AnswerFault | null, { clock }: Parts): CreateRequest {
  return {
    at: clock.real().toISOString(),
    atClock: clock.now().toISOString(),
    to: form.To,
    from: form.From,
    messagingServiceSid: form.MessagingServiceSid,
    body: form.Body,
    statusCallback: form.StatusCallback,
    accepted: false,
    sid: null,
    code: null,
    fault: fault?.kind ?? null,
  };
}

/** Waits until the message has left and the callback of that was answered. */
async function firstCallbacks(sid: string, { store, callbacks }: Parts): Promise<void> {
  const until = Date.now() + LONGEST_WAIT_MS;
  const waits = new Set(['scheduled', 'accepted', 'queued', 'sending']);
  while (waits.has(store.messages.get(sid)?.status ?? '') && Date.now() < until) await wait(5);
  await callbacks.settled(sid);
}
