import type { RequestHandler } from 'express';

const OURS = new Set(['127.0.0.1', 'localhost']);

/**
 * Refuses what a web page elsewhere makes the browser send: a Host that is not this machine (DNS rebinding)
 * or an Origin that is another.
 */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  const origin = request.headers.origin;
  const local =
    isOurs(`http://${request.headers.host}`) && (origin === undefined || isOurs(origin));
  if (local) next();
  else
    response.status(403).json({ error: 'The emulator answers on 127.0.0.1 and localhost only.' });
};

function isOurs(url: string): boolean {
  return URL.canParse(url) && OURS.has(new URL(url).hostname);
}
