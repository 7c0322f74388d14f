export type { Accepted, Listed, MessageChannel, Outgoing } from './channel.ts';
export { actionOfError, type ErrorAction, isErrorOfHers } from './twilio/errors.ts';
export { openTwilio, type TwilioSettings } from './twilio/open-twilio.ts';
export { parseInbound, parseReceipt, type Receipt, type ReceivedText } from './twilio/parse.ts';
export { type FormParameters, type Verdict, verifyWebhook } from './twilio/verify.ts';
