import { isWhatsApp, type TwilioMessage } from '../store/message.ts';
import { type Labels, type PageLanguage, statusLabel } from './labels.ts';
import { isOnScreen } from './threads.ts';
import type { Times } from './times.ts';

/** Only the newest are drawn; nobody reads further up, and a load test leaves thousands. */
const MOST = 200;

type Props = {
  messages: TwilioMessage[];
  family: string;
  language: PageLanguage;
  labels: Labels;
  times: Times;
};

/** A phone's messages under their days; `family` is the language they are written in. */
export function Bubbles({ messages, family, language, labels, times }: Props): JSX.Element {
  const shown = messages.slice(-MOST);
  return (
    <div id="bubbles" role="log" aria-live="polite" aria-label={labels.messages} tabindex="0">
      {shown.length === 0 && (
        <p class="nothing" safe>
          {labels.empty}
        </p>
      )}
      {shown.map((message, index) => (
        <>
          {times.dayOf(timeShown(message)) !==
            (index > 0 && times.dayOf(timeShown(shown[index - 1]!))) && (
            <h3 class="day" safe>
              {times.dayOf(timeShown(message))}
            </h3>
          )}
          <Bubble
            message={message}
            family={family}
            language={language}
            labels={labels}
            times={times}
          />
        </>
      ))}
    </div>
  );
}

function Bubble(props: {
  message: TwilioMessage;
  family: string;
  language: PageLanguage;
  labels: Labels;
  times: Times;
}): JSX.Element {
  const { message, family, language, labels, times } = props;
  const mine = message.direction === 'inbound';
  const whatsapp = isWhatsApp(message.to);
  const waiting = !mine && !isOnScreen(message);
  return (
    <div class={['bubble', mine ? 'mine' : 'theirs', whatsapp && 'whatsapp', waiting && 'waiting']}>
      <span class="hidden" safe>{`${mine ? labels.you : labels.school}: `}</span>
      {message.media.map(({ url, contentType }) =>
        contentType.startsWith('audio/') ? (
          // biome-ignore lint/a11y/useMediaCaption: the words of the message say the same
          <audio class="media" controls="" preload="none" src={url} title={url}></audio>
        ) : (
          <span class="media" safe>
            {`📷 ${url}`}
          </span>
        ),
      )}
      <p dir="auto" lang={mine ? undefined : family || undefined} safe>
        {message.body}
      </p>
      {(message.buttons ?? []).length > 0 && (
        <p class="replies">
          {message.buttons.map(({ title, id }) => (
            <button
              type="button"
              class="chip"
              data-text={title}
              data-payload={id}
              data-sid={message.sid}
              safe
            >
              {title}
            </button>
          ))}
        </p>
      )}
      <p class="meta">
        {whatsapp && <span>WhatsApp</span>}
        {!mine && message.segments > 1 && (
          <span
            title={`${message.segments} ${labels.segments}`}
            safe
          >{`${message.segments}×`}</span>
        )}
        <time datetime={timeShown(message)} safe>
          {times.timeOf(timeShown(message))}
        </time>
        <Status message={message} language={language} />
      </p>
    </div>
  );
}

const TICKS: Record<string, string> = {
  accepted: '◷',
  scheduled: '◷',
  queued: '◷',
  sending: '◷',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  received: '✓',
};

function Status({
  message,
  language,
}: {
  message: TwilioMessage;
  language: PageLanguage;
}): JSX.Element {
  const taken = message.webhook?.status ?? 0;
  const lost =
    message.direction === 'inbound' && message.webhook !== null && (taken < 200 || taken > 299);
  if (message.direction === 'inbound' && !message.webhook) return '';
  const status = lost ? 'lost' : message.status;
  const label = [statusLabel(status, language), message.errorCode].filter(Boolean).join(' ');
  const tick = TICKS[status];
  return tick ? (
    <span class={`tick ${status}`} role="img" aria-label={label} title={label} safe>
      {tick}
    </span>
  ) : (
    <span class="failed" safe>
      {`⚠ ${label}`}
    </span>
  );
}

/** When the family saw or wrote it, by the moved clock. */
function timeShown(message: TwilioMessage): string {
  return message.deliveredAtClock ?? message.createdAtClock;
}
