import { Router } from 'express';

/** Whether each part is ready to work, by name. */
export type Readiness = () => Promise<Record<string, boolean>>;

/**
 * `/health`: the process lives. `/ready`: 200 while webhooks are taken and workers run, 503 before and
 * while something is missing, with each part by name.
 */
export function health(readiness: Readiness): Router {
  const router = Router();
  router.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const parts = await readiness();
    const ready = Object.values(parts).every(Boolean);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', parts });
  });
  return router;
}
