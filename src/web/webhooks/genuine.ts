import type { NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { type FormParameters, verifyWebhook } from '#channels';
import type { Log } from '#domain';
import { readForm } from '../read-form.ts';

export type WebhookSettings = {
  publicUrl: string;
  authToken: string;
  accountSid: string;
  log: Log;
};

/** Twilio's own messages have at most some 10 kB; ten pictures and a long text stay well below this. */
const LARGEST = '256kb';

/**
 * Lets through only form-encoded requests with Twilio's signature over the configured public address and
 * every parameter received: 400 for what is no such request, 403 for a wrong signature. The form is left
 * in `response.locals.form`.
 */
export function genuine(settings: WebhookSettings): RequestHandler[] {
  return [
    express.text({ type: 'application/x-www-form-urlencoded', limit: LARGEST }),
    (request, response, next) => check(settings, request, response, next),
  ];
}

function check(
  settings: WebhookSettings,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (!request.is('application/x-www-form-urlencoded')) {
    refuse(settings, response, 400, 'not_a_form');
    return;
  }
  const form = readForm(typeof request.body === 'string' ? request.body : '');
  const url = settings.publicUrl + request.originalUrl;
  const verdict = verifyWebhook(settings.authToken, request.get('x-twilio-signature'), url, form);
  if (verdict !== 'genuine') {
    refuse(settings, response, verdict === 'no_signature' ? 400 : 403, verdict);
    return;
  }
  const accounts = [form.AccountSid ?? []].flat();
  if (accounts.some((account) => account !== settings.accountSid)) {
    refuse(settings, response, 403, 'other_account');
    return;
  }
  response.locals.form = form;
  next();
}

/** Answers a request that is not taken; the reason is for the log of the one who sent it. */
export function refuse(
  { log }: Pick<WebhookSettings, 'log'>,
  response: Response,
  status: number,
  reason: string,
): void {
  log.warn({ status, reason }, 'a webhook was refused');
  response.status(status).type('text/xml').send('<Response/>');
}

/** The form that `genuine` has checked. */
export function formOf(response: Response): FormParameters {
  return response.locals.form as FormParameters;
}
