import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { createRequestLog } from './api/request-log.ts';
import { apiRoutes } from './api/routes.ts';
import { openClock } from './clock-file.ts';
import { controlRoutes } from './control-routes.ts';
import { createFaults } from './faults.ts';
import { loopbackOnly } from './loopback-only.ts';
import type { Parts } from './parts.ts';
import { phoneRoutes } from './phones/routes.tsx';
import { createCallbacks } from './send/callbacks.ts';
import { createCarrier } from './send/carrier.ts';
import { EmulatorSettings, type EmulatorSettingsInput } from './settings.ts';
import { openStore } from './store/store.ts';
import { createPoster } from './webhook/poster.ts';

export type Emulator = {
  /** Starts to listen on 127.0.0.1; gives the port, and takes up what was on its way. */
  listen: () => Promise<number>;
  close: () => Promise<void>;
};

/** Builds a small Twilio from its settings (checked here; a ZodError names what is wrong). */
export function createEmulator(input: EmulatorSettingsInput): Emulator {
  const settings = EmulatorSettings.parse(input);
  const clock = openClock(settings.clockFile);
  const store = openStore(settings.home);
  const poster = createPoster(settings.authToken);
  const callbacks = createCallbacks({ settings, clock, poster });
  const carrier = createCarrier({ settings, clock, store, callbacks });
  const faults = createFaults();
  const requests = createRequestLog();
  const parts = { settings, clock, store, faults, requests, poster, callbacks, carrier };
  const phones = phoneRoutes(parts);
  const server = createServer(buildApp(parts, phones.router));
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(settings.port, '127.0.0.1', () => {
          carrier.resume();
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: async () => {
      carrier.stop();
      phones.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      poster.close();
      clock.close();
      store.close();
    },
  };
}

function buildApp(parts: Parts, phones: express.Router): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(loopbackOnly, apiRoutes(parts), controlRoutes(parts), phones);
  app.get('/', (_request, response) => response.redirect('/phones'));
  app.use(((error: { status?: number }, _request, response, _next) => {
    const status = error.status ?? 500;
    response
      .status(status)
      .json({ error: status < 500 ? 'The request could not be read.' : 'The emulator failed.' });
    if (status >= 500) console.error(error);
  }) satisfies ErrorRequestHandler);
  return app;
}
