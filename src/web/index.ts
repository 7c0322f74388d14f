export type { Readiness } from './health.ts';
export type { JoinWorld } from './join/index.ts';
export type { JoinReach } from './join/invite.ts';
export { qrCode } from './join/qr.ts';
export { createApp, type RunningWeb, serve, type WebParts } from './serve.ts';
export type { WebhookSettings } from './webhooks/genuine.ts';
export type { WebhookWorld } from './webhooks/index.ts';
