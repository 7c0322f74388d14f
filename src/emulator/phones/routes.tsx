import express, { type Request, Router } from 'express';
import type { Parts } from '../parts.ts';
import { labelsOf, type PageLanguage } from './labels.ts';
import { createLive } from './live.ts';
import { Nobody, Page, type PageView } from './page.tsx';
import { Screen } from './screen.tsx';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { ThreadList } from './thread-list.tsx';
import { isOnScreen, matchesSearch, threadsOf } from './threads.ts';
import { createTimes } from './times.ts';

type PhoneParts = Pick<Parts, 'settings' | 'clock' | 'store'>;

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; media-src http: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The page with phones, its two parts that are drawn anew, and the events that say when. */
export function phoneRoutes(parts: PhoneParts): { router: Router; close: () => void } {
  const { store } = parts;
  const live = createLive(store);
  const router = Router();
  router.use('/phones', (_request, response, next) => {
    response.set({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' });
    next();
  });
  router.get('/phones', (request, response) => {
    response.send(`<!doctype html>${Page(viewOf(request, parts))}`);
  });
  router.get('/phones/list', (request, response) => {
    response.send(String(ThreadList(viewOf(request, parts).list)));
  });
  router.get('/phones/screen', (request, response) => {
    const { screen, labels } = viewOf(request, parts);
    response.send(String(screen ? Screen(screen) : Nobody({ text: labels.choose })));
  });
  router.get('/phones/events', (_request, response) => live.join(response));
  router.get('/phones/style.css', (_request, response) => void response.type('css').send(STYLE));
  router.get('/phones/script.js', (_request, response) => void response.type('js').send(SCRIPT));
  router.post('/phones/seen', express.json(), (request, response) => {
    markSeen(String(request.body?.phone ?? ''), parts);
    response.status(204).end();
  });
  return { router, close: live.close };
}

function viewOf(request: Request, { settings, clock, store }: PhoneParts): PageView {
  const language = languageOf(request);
  const labels = labelsOf(language);
  const times = createTimes(language, settings.timeZone);
  const search = textOf(request.query.q);
  const selected = textOf(request.query.phone);
  const threads = threadsOf(store);
  const thread = threads.find((each) => each.phone === selected);
  const found = threads.filter((each) => matchesSearch(each, search));
  const ours = { sms: settings.from, whatsapp: settings.whatsappFrom };
  return {
    language,
    labels,
    list: { threads: found, selected, search, language, labels, times },
    screen: thread ? { thread, ours, now: clock.now(), language, labels, times } : null,
  };
}

/** What the address says, else what the browser prefers. */
function languageOf(request: Request): PageLanguage {
  const asked = request.query.lang ?? request.acceptsLanguages('en', 'es');
  return asked === 'es' ? 'es' : 'en';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Remembers the newest message that was on a phone's screen. */
function markSeen(number: string, { store }: PhoneParts): void {
  const thread = threadsOf(store).find((each) => each.phone === number);
  const seen = thread?.messages.findLast((each) => isOnScreen(each))?.sid ?? null;
  if (!thread || store.phones.get(number)?.seen === seen) return;
  const { phone, name, language, note } = thread;
  store.putPhone({ phone, name, language, note, seen });
}
