import { type Request, type Response, Router } from 'express';
import { parseInbound, parseReceipt } from '#channels';
import { type InboxWorld, recordInbound } from '#inbox';
import { gatherReceipts, type ReceiptWorld } from '#outbox';
import { formOf, genuine, refuse, type WebhookSettings } from './genuine.ts';

export type WebhookWorld = InboxWorld & ReceiptWorld;

/**
 * Twilio's two webhooks: what families write, and receipts of what we wrote. Answered only after what came
 * is stored; anything that fails is a 503, on which Twilio tries again.
 */
export function webhooks(world: WebhookWorld, settings: WebhookSettings): Router {
  const router = Router();
  const record = gatherReceipts(world);
  router.post('/messages', genuine(settings), async (_request: Request, response: Response) => {
    const text = parseInbound(formOf(response));
    if (!text) return refuse(settings, response, 400, 'not_a_message');
    await recordInbound(world, text, 'webhook', world.clock.now());
    acknowledge(response);
  });
  router.post('/status', genuine(settings), async (request: Request, response: Response) => {
    const receipt = parseReceipt(formOf(response));
    if (!receipt) return refuse(settings, response, 400, 'not_a_receipt');
    const { m } = request.query;
    await record({ receipt, messageId: typeof m === 'string' ? m : null });
    acknowledge(response);
  });
  return router;
}

/** An empty TwiML, without what Express adds for browsers (a hash of it to compare with their copy). */
function acknowledge(response: Response): void {
  response.writeHead(200, ANSWER).end(NOTHING_TO_SAY);
}

const NOTHING_TO_SAY = '<Response/>';
const ANSWER = {
  'content-type': 'text/xml; charset=utf-8',
  'content-length': Buffer.byteLength(NOTHING_TO_SAY),
};
