import { isLoopback } from '../../src/config.ts';
import { withoutServiceSettings } from '../lib/own-environment.ts';

/** Where the demo's own parts are reached. */
export type Addresses = {
  publicUrl: string;
  twilioUrl: string;
  mongodbUri: string;
  redisUrl: string;
};

/** The account of the demo's own Twilio: it exists for a minute on this machine, so nothing is secret. */
export const ACCOUNT = {
  accountSid: `AC${'d'.repeat(32)}`,
  authToken: 'a-token-for-the-demo',
  from: '+15005550006',
};

/**
 * The environment of the program and of its commands: the caller's without any setting of real services, and
 * with the demo's own. Throws if one of the addresses is not of this machine: no real family may be reached.
 */
export function demoEnvironment(
  caller: NodeJS.ProcessEnv,
  addresses: Addresses,
  home: string,
  clockFile: string,
): NodeJS.ProcessEnv {
  const { publicUrl, twilioUrl, mongodbUri, redisUrl } = addresses;
  for (const address of Object.values(addresses)) {
    if (!isLoopback(address))
      throw new Error(
        'The demo reaches nothing but this machine: one of its addresses is not here.',
      );
  }
  return {
    ...withoutServiceSettings(caller),
    // A proxy would carry what is meant for this machine elsewhere.
    NO_PROXY: '*',
    no_proxy: '*',
    PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_FROM: ACCOUNT.from,
    TWILIO_API_URL: twilioUrl,
    TWILIO_SEGMENTS_PER_SECOND: '1000',
    PUENTE_HOME: home,
    PUENTE_CLOCK: clockFile,
    LOG_LEVEL: 'warn',
  };
}
