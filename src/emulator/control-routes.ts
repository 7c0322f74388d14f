import express, { type Response, Router } from 'express';
import { z } from 'zod';
import { Fault } from './faults.ts';
import type { Parts } from './parts.ts';
import { InboundForm, RawWebhook } from './receive/inbound-form.ts';
import { receive, receiveRaw } from './receive/receive.ts';

const PhoneForm = z.object({
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +15555550101'),
  name: z.string().default(''),
  language: z.string().default(''),
  note: z.string().default(''),
});
export type PhoneInput = z.input<typeof PhoneForm>;
const WebhookForm = z.object({ url: z.url().nullable() });

/** What no Twilio has: messages from phones, faults on demand, and a look inside. */
export function controlRoutes(parts: Parts): Router {
  const router = Router();
  router.use('/control', express.json({ limit: '5mb' }));
  tellRoutes(router, parts);
  changeRoutes(router, parts);
  lookRoutes(router, parts);
  return router;
}

/** What a phone does. */
function tellRoutes(router: Router, parts: Parts): void {
  router.post('/control/inbound', async (request, response) => {
    const form = read(InboundForm, request.body, response);
    if (form) response.json(await receive(form, parts));
  });
  router.post('/control/inbound/raw', async (request, response) => {
    const raw = read(RawWebhook, request.body, response);
    if (raw) response.json(await receiveRaw(raw, parts));
  });
}

/** What changes how the emulator behaves. */
function changeRoutes(router: Router, { store, faults, requests, settings }: Parts): void {
  router.post('/control/faults', (request, response) => {
    const rules = read(z.array(Fault), [request.body].flat(), response);
    if (rules) faults.add(rules);
    if (rules) response.json({ rules: rules.length });
  });
  router.delete('/control/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  router.put('/control/phones', (request, response) => {
    const phones = read(z.array(PhoneForm), request.body, response);
    for (const phone of phones ?? []) {
      store.putPhone({ ...phone, seen: store.phones.get(phone.phone)?.seen ?? null });
    }
    if (phones) response.json({ phones: phones.length });
  });
  router.put('/control/webhook', (request, response) => {
    const form = read(WebhookForm, request.body, response);
    if (form) settings.webhookUrl = form.url;
    if (form) response.json(form);
  });
  router.post('/control/reset', (_request, response) => {
    faults.clear();
    requests.clear();
    store.reset();
    response.status(204).end();
  });
}

/** What tests count. */
function lookRoutes(router: Router, { store, requests }: Parts): void {
  router.get('/control/messages', (request, response) => {
    const from = Number(request.query.from) || 0;
    response.json({ messages: [...store.messages.values()].slice(from) });
  });
  router.get('/control/requests', (_request, response) => {
    response.json({ requests: requests.all() });
  });
  router.get('/control/opt-outs', (_request, response) => {
    response.json({ optOuts: store.optOuts() });
  });
}

/** The checked body, or null after a 400 that names what is wrong with it. */
function read<T>(schema: z.ZodType<T>, body: unknown, response: Response): T | null {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  response.status(400).json({ error: `Not understood: ${problems.join('; ')}.` });
  return null;
}
