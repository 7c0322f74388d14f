import { setTimeout as wait } from 'node:timers/promises';
import express, { type RequestHandler, type Response, Router } from 'express';
import type { AnswerFault } from '../faults.ts';
import type { Parts } from '../parts.ts';
import { isOver } from '../store/message.ts';
import { answerFault, createMessage } from './create-message.ts';
import { type ListQuery, listMessages } from './list-messages.ts';
import { messageJson } from './message-json.ts';
import { problem } from './problems.ts';
import { updateMessage } from './update-message.ts';

const ACCOUNT = '/2010-04-01/Accounts/:account';

/** Twilio's REST API for messages, under /2010-04-01/Accounts/{sid}. */
export function apiRoutes(parts: Parts): Router {
  const { store, settings } = parts;
  const router = Router();
  router.use('/2010-04-01', authenticated(parts));
  router.use('/2010-04-01', express.urlencoded({ extended: false, limit: '256kb' }));
  router.use(ACCOUNT, (request, response, next) => {
    if (request.params.account === settings.accountSid) next();
    else refuse(response, 20404);
  });
  router
    .route(`${ACCOUNT}/Messages.json`)
    .post((request, response) => createMessage(request, response, parts))
    .get(async (request, response) => {
      const query = request.query as ListQuery;
      if (await struck('list', query.To, response, parts)) return;
      response.json(listMessages(store.messages.values(), query, settings));
    });
  oneMessage(router, parts);
  router.use('/2010-04-01', (_request, response) => refuse(response, 20404));
  return router;
}

function oneMessage(router: Router, parts: Parts): void {
  const { store, settings } = parts;
  router
    .route(`${ACCOUNT}/Messages/:file`)
    .all((request, response, next) => {
      const message = store.messages.get(request.params.file.replace(/\.json$/, ''));
      if (!message) return refuse(response, 20404);
      response.locals.message = message;
      next();
    })
    .get(async (_request, response) => {
      const { message } = response.locals;
      if (await struck('fetch', message.to, response, parts)) return;
      response.json(messageJson(message, settings));
    })
    .post((request, response) => {
      const changed = updateMessage(response.locals.message, request.body ?? {}, parts);
      if (typeof changed === 'number') refuse(response, changed);
      else response.json(messageJson(changed, settings));
    })
    .delete((_request, response) => {
      const { sid, status } = response.locals.message;
      if (!isOver(status)) return refuse(response, 20009);
      store.remove(sid);
      response.status(204).end();
    });
}

function authenticated({ settings }: Parts): RequestHandler {
  const expected = Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64');
  return (request, response, next) => {
    if (request.headers.authorization === `Basic ${expected}`) return next();
    response.set('www-authenticate', 'Basic realm="Twilio API"');
    refuse(response, 20003);
  };
}

function refuse(response: Response, code: number): void {
  const { status, json } = problem(code);
  response.status(status).json(json);
}

/** Whether a fault struck this call so that it has been answered, or never will be; a slow one only waits. */
async function struck(
  on: AnswerFault['on'],
  to: string | undefined,
  response: Response,
  { faults }: Parts,
): Promise<boolean> {
  const fault = faults.forAnswer(on, { to });
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (!fault || fault.kind === 'slow') return false;
  answerFault(fault, null, response);
  return true;
}
