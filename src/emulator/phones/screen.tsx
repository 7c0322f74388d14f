import { phoneOf } from '../store/message.ts';
import { Bubbles } from './bubbles.tsx';
import type { Labels, PageLanguage } from './labels.ts';
import { Avatar } from './thread-list.tsx';
import type { Thread } from './threads.ts';
import type { Times } from './times.ts';

/** What a phone's screen is drawn from; `now` is the moved clock. */
export type ScreenView = {
  thread: Thread;
  ours: { sms: string; whatsapp: string | null };
  now: Date;
  language: PageLanguage;
  times: Times;
  labels: Labels;
};

/** Answers that families give, to be sent with one tap. */
const QUICK: [language: string, text: string][] = [
  ['es', 'sí vamos 3'],
  ['es', 'no puedo, trabajo'],
  ['es', 'ALTO'],
  ['en', 'can my kids come?'],
];

/** One family's phone: who it is, its messages, and the means to answer. */
export function Screen(view: ScreenView): JSX.Element {
  const { thread, labels, ours, language, times } = view;
  return (
    <section id="screen" data-phone={thread.phone} aria-labelledby="person">
      <div class="device">
        <Head {...view} />
        <Bubbles
          messages={thread.messages}
          language={language}
          labels={labels}
          times={times}
          family={thread.language}
        />
        <Composer whatsapp={ours.whatsapp !== null} prefers={preferred(thread)} labels={labels} />
      </div>
    </section>
  );
}

function Head(view: ScreenView): JSX.Element {
  const { thread, labels, language, now, times } = view;
  return (
    <>
      <div class="bar">
        <time id="clock" datetime={now.toISOString()} safe>
          {times.timeOf(now.toISOString())}
        </time>
        <span class="camera" aria-hidden="true" />
        <Bars />
      </div>
      <header>
        <a class="back" href={`/phones?lang=${language}`} aria-label={labels.back}>
          ‹
        </a>
        <Avatar thread={thread} />
        <div class="person">
          <h2 id="person" safe>
            {thread.name || thread.phone}
          </h2>
          <p id="details">
            <Details {...view} />
          </p>
        </div>
      </header>
    </>
  );
}

function Details({ thread, ours, labels }: ScreenView): JSX.Element {
  const facts = [thread.name ? thread.phone : '', thread.language, thread.note].filter(Boolean);
  return (
    <>
      <span safe>{facts.join(' · ')}</span>
      <span class="ours" title={labels.school} safe>
        {`⇄ ${phoneOf(ours.sms)}`}
      </span>
      {thread.blocked && (
        <span class="blocked" safe>
          {labels.blocked}
        </span>
      )}
    </>
  );
}

type ComposerProps = { whatsapp: boolean; prefers: string; labels: Labels };

function Composer(props: ComposerProps): JSX.Element {
  const { labels } = props;
  return (
    <form id="composer" autocomplete="off">
      <Tools {...props} />
      <div class="row">
        <label class="hidden" for="text" safe>
          {labels.write}
        </label>
        <textarea id="text" name="text" rows="1" maxlength="1600" placeholder={labels.write} />
        <button type="submit" class="send" aria-label={labels.send}>
          ➤
        </button>
      </div>
      <p id="problem" role="alert" data-text={labels.notSent} />
    </form>
  );
}

function Tools({ whatsapp, prefers, labels }: ComposerProps): JSX.Element {
  return (
    <div class="tools">
      <fieldset class="chips">
        <legend class="hidden" safe>
          {labels.quick}
        </legend>
        {QUICK.map(([lang, text]) => (
          <button type="button" class="chip" lang={lang} data-text={text} safe>
            {text}
          </button>
        ))}
      </fieldset>
      {whatsapp && (
        <fieldset class="channel">
          <legend class="hidden" safe>
            {labels.channel}
          </legend>
          <ChannelChoice value="sms" name="SMS" checked={prefers === 'sms'} />
          <ChannelChoice value="whatsapp" name="WhatsApp" checked={prefers === 'whatsapp'} />
        </fieldset>
      )}
    </div>
  );
}

function ChannelChoice(props: { value: string; name: string; checked: boolean }): JSX.Element {
  return (
    <label>
      <input type="radio" name="channel" value={props.value} checked={props.checked} />
      <span safe>{props.name}</span>
    </label>
  );
}

/** The channel of the newest message. */
function preferred({ messages }: Thread): string {
  const last = messages.at(-1);
  return last && `${last.from} ${last.to}`.includes('whatsapp:') ? 'whatsapp' : 'sms';
}

function Bars(): JSX.Element {
  return (
    <span class="bars" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}
