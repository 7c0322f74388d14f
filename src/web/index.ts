export type { Readiness } from './health.ts';
export { createApp, type RunningWeb, serve, type WebParts } from './serve.ts';
export type { WebhookSettings } from './webhooks/genuine.ts';
export type { WebhookWorld } from './webhooks/index.ts';
