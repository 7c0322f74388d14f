import type { Log } from '#domain';
import { createApp, type Readiness, type WebParts } from '#web';

/** What the program answers on its port, from the first moment to the last. */
export type FrontDoor = {
  app: ReturnType<typeof createApp>;
  /** From now on webhooks are taken and pages shown, if there are any, and readiness is asked of the parts. */
  open: (readiness: Readiness, parts: Pick<WebParts, 'webhooks' | 'join'>) => void;
  /** From now on nothing new is taken; what is under way is answered. */
  close: () => void;
};

/**
 * Makes a door that is closed at first. While it is closed `/health` says 200, since the process lives,
 * `/ready` says 503, and so do webhooks: Twilio then tries again.
 */
export function frontDoor(log: Log): FrontDoor {
  let asked: Readiness | null = null;
  const readiness: Readiness = async () => (asked ? asked() : { running: false });
  const app = createApp({ readiness, log, webhooks: null });
  app.use((_request, response, next) => {
    if (asked) next();
    else response.status(503).type('text/xml').send('<Response/>');
  });
  return {
    app,
    open: (ofParts, parts) => {
      app.use(createApp({ readiness: ofParts, log, ...parts }));
      asked = ofParts;
    },
    close: () => {
      asked = null;
    },
  };
}
