import { createHash } from 'node:crypto';
import { type ErrorRequestHandler, type Response, Router } from 'express';
import { FALLBACK_LANGUAGE } from '#content';
import { joinWay, joinWord } from '#conversations';
import { joinAddress, type Language, type Log, type Site } from '#domain';
import type { Store } from '#storage';
import { type JoinReach, viewOf } from './invite.ts';
import { Notice, type NoticeSide, Page } from './page.tsx';
import { STYLE } from './style.ts';
import { anyWords, pageLanguages, type WordsWorld } from './words.ts';

export type JoinWorld = WordsWorld & {
  store: Pick<Store, 'sites'>;
  settings: JoinReach;
  log: Log;
};

/** The page needs nothing but itself: its style is in it, known by its hash. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `/<keyword>[/<site>]`: the page behind a flyer's QR code, the same for whoever asks. Nothing of the path
 * is shown again: a page is made of the flow's word and the site it names, or there is none (404).
 */
export function join(world: JoinWorld): Router {
  const router = Router();
  router.get('/:keyword{/:site}', async ({ params }, response) => {
    const { keyword = '', site } = params;
    const sites =
      site === undefined ? [] : await world.store.sites.find().sort({ name: 1 }).lean<Site[]>();
    const way = joinWay(world.content(), sites, keyword, site ?? null);
    if (way.kind === 'unknown_keyword') return notFound(world, response, null);
    if (way.kind === 'unknown_site') return notFound(world, response, way.keyword);
    const view = viewOf(world, world.settings, way);
    if (!view) {
      const word = joinWord(way);
      world.log.warn({ word }, 'a page to join has no number, or no text that a person has read');
      return later(world, response);
    }
    send(response, 200, 'public, max-age=300', String(Page(view)));
  });
  router.use((_request, response) => notFound(world, response, null));
  router.use(orLater(world));
  return router;
}

/** A path that cannot be read is no page; anything else is ours, and passes. */
function orLater(world: JoinWorld): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 503;
    if (status < 500) return notFound(world, response, null);
    const name = error instanceof Error ? error.name : 'unknown';
    world.log.error({ status, error: name }, 'a request failed');
    later(world, response);
  };
}

/** Where only the site is unknown, the page of the word alone is one step on. */
function notFound(world: JoinWorld, response: Response, keyword: string | null): void {
  const { publicUrl } = world.settings;
  const sides = pageLanguages(FALLBACK_LANGUAGE).map((language): NoticeSide => {
    const words = anyWords(world, language);
    const link =
      keyword === null
        ? null
        : { address: joinAddress(publicUrl, keyword, null), text: words('without_site') };
    return { language, title: words('not_found'), text: words('not_found_help'), link };
  });
  send(response, 404, 'public, max-age=60', String(Notice({ sides })));
}

function later(world: JoinWorld, response: Response): void {
  const side = (language: Language): NoticeSide => {
    return { language, title: anyWords(world, language)('later'), text: null, link: null };
  };
  const sides = pageLanguages(FALLBACK_LANGUAGE).map(side);
  send(response, 503, 'no-store', String(Notice({ sides })));
}

function send(response: Response, status: number, caching: string, page: string): void {
  response.set({ 'content-security-policy': POLICY, 'cache-control': caching });
  response.status(status).send(`<!doctype html>${page}`);
}
