import { Agent, request } from 'node:http';
import twilio from 'twilio';
import { ACCOUNT } from './ground.ts';

let sids = 0;

/** Posts families' messages as Twilio does, signed, over kept connections. */
export function poster(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    close: () => agent.destroy(),
    text: (from: string, body: string) => {
      sids += 1;
      const sid = `SM${sids.toString(16).padStart(32, '0')}`;
      const form = {
        MessageSid: sid,
        SmsSid: sid,
        AccountSid: ACCOUNT.accountSid,
        MessagingServiceSid: ACCOUNT.messagingServiceSid,
        From: from,
        To: '+15005550006',
        Body: body,
        NumMedia: '0',
      };
      return post(agent, url, form);
    },
  };
}

function post(agent: Agent, url: string, form: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(form).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-twilio-signature': twilio.getExpectedTwilioSignature(ACCOUNT.authToken, url, form),
  };
  return new Promise((done, failed) => {
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', done);
      if (response.statusCode !== 200) failed(new Error(`It answered ${response.statusCode}.`));
    });
    call.on('error', failed).end(body);
  });
}
