import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { ConfigError, type Log } from '#domain';
import { health, type Readiness } from './health.ts';
import { type JoinWorld, join } from './join/index.ts';
import { type RecordingsWorld, recordings } from './recordings.ts';
import type { WebhookSettings } from './webhooks/genuine.ts';
import { type WebhookWorld, webhooks } from './webhooks/index.ts';

export type WebParts = {
  readiness: Readiness;
  log: Log;
  /** Null for a worker's process: it answers for its health alone. */
  webhooks: { world: WebhookWorld & RecordingsWorld; settings: WebhookSettings } | null;
  /** The pages behind flyers' QR codes; none where it is left out. */
  join?: JoinWorld | null;
};

/** Everything the program answers over HTTP. */
export function createApp(parts: WebParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Before helmet, whose headers are for browsers: a broadcast brings three receipts a text.
  if (parts.webhooks)
    app.use('/webhooks/twilio', webhooks(parts.webhooks.world, parts.webhooks.settings));
  app.use(helmet());
  app.use(health(parts.readiness));
  if (parts.webhooks) app.use('/audio', recordings(parts.webhooks.world));
  if (parts.join) app.use('/join', join(parts.join));
  app.use(translateErrors(parts.log));
  return app;
}

/**
 * The one place where an error becomes an answer: what the body parser refuses is the sender's fault (400,
 * 413), everything else is ours and passes (503), so that Twilio tries again.
 */
function translateErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    const name = error instanceof Error ? error.name : 'unknown';
    log.error({ status, error: name }, 'a request failed');
    response.status(status).type('text/xml').send('<Response/>');
  };
}

function statusOf(error: unknown): number {
  const given = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return given >= 400 && given < 500 ? given : 503;
}

export type RunningWeb = { port: number; close: () => Promise<void> };

/**
 * Listens on a port (0 for any free one). `close` takes no more requests and waits for those under way.
 * @throws ConfigError if the port is taken
 */
export async function serve(app: Express, port: number, host?: string): Promise<RunningWeb> {
  const server = createServer(app);
  // A reply within Twilio's connection must not meet a connection that we are just closing.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new ConfigError(
    `Port ${port} is in use, perhaps by another Puente. Stop that one, or set PORT to a free port.`,
  );
}

/** Twilio keeps its connections open: each is closed when its request has been answered. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
