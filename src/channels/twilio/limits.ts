import { ChannelError } from '#domain';

/** What Twilio takes in one create (twilio.com/docs/messaging/api/message-resource; errors 21617, 21620, 21602). */
const MOST_CHARACTERS = 1600;
const MOST_MEDIA = 10;

type Text = { body: string; media: readonly string[]; ours: string };

/**
 * Refuses, before it costs a call, what Twilio would refuse or a carrier would not like: more than 1,600
 * characters, more than ten files, a file that is neither `ours` nor at an https address, nothing at all.
 * @throws ChannelError with the code that Twilio would give
 */
export function checkLimits({ body, media, ours }: Text): void {
  if ([...body].length > MOST_CHARACTERS) throw new ChannelError('21617', false);
  if (body.trim() === '' && media.length === 0) throw new ChannelError('21602', false);
  const isFetchable = (url: string) =>
    URL.canParse(url) && (url.startsWith(`${ours}/`) || new URL(url).protocol === 'https:');
  if (media.length > MOST_MEDIA || !media.every(isFetchable))
    throw new ChannelError('21620', false);
}
