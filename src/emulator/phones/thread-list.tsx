import type { Labels, PageLanguage } from './labels.ts';
import type { Thread } from './threads.ts';
import type { Times } from './times.ts';

/** What the list is drawn from; `selected` is the phone whose screen is open. */
export type ListView = {
  threads: Thread[];
  selected: string;
  search: string;
  language: PageLanguage;
  times: Times;
  labels: Labels;
};

/** The phones on the left, each with its newest text and how many are unread. */
export function ThreadList(view: ListView): JSX.Element {
  const { threads, search, labels } = view;
  if (threads.length === 0) {
    return (
      <p id="list" class="nothing" safe>
        {search ? labels.noneFound : labels.none}
      </p>
    );
  }
  return (
    <ul id="list">
      {threads.map((thread) => (
        <Item thread={thread} {...view} />
      ))}
    </ul>
  );
}

type ItemView = Omit<ListView, 'threads'> & { thread: Thread };

function Item({ thread, selected, language, labels, times }: ItemView): JSX.Element {
  return (
    <li>
      <a
        href={`/phones?${new URLSearchParams({ phone: thread.phone, lang: language })}`}
        data-phone={thread.phone}
        aria-current={thread.phone === selected ? 'true' : undefined}
      >
        <Avatar thread={thread} />
        <span class="who">
          <strong safe>{thread.name || thread.phone}</strong>
          <LastText thread={thread} />
        </span>
        <span class="aside">
          <LastTime thread={thread} times={times} />
          {thread.unread > 0 && (
            <span class="badge">
              {thread.unread}{' '}
              <span class="hidden" safe>
                {labels.unread}
              </span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** Initials in a circle whose colour belongs to the phone. */
export function Avatar({ thread }: { thread: Thread }): JSX.Element {
  const words = thread.name.split(/\s+/).filter(Boolean);
  const initials = words.length > 0 ? [words[0], words.length > 1 ? words.at(-1) : ''] : [];
  const letters = initials.map((word) => [...(word ?? '')][0] ?? '').join('');
  const colour = Number(thread.phone.slice(-4)) % 6;
  return (
    <span class={`avatar colour${colour}`} aria-hidden="true" safe>
      {letters.toUpperCase() || thread.phone.slice(-2)}
    </span>
  );
}

function mediaSign(message: Thread['messages'][number] | undefined): string | null {
  const [first] = message?.media ?? [];
  if (!first) return null;
  return first.contentType.startsWith('audio/') ? '🔊' : '📷';
}

function LastText({ thread }: { thread: Thread }): JSX.Element {
  const last = thread.messages.at(-1);
  const text = last?.body || (mediaSign(last) ?? (thread.name ? thread.phone : ''));
  return (
    <span class="last" safe>
      {last?.direction === 'inbound' ? `› ${text}` : text}
    </span>
  );
}

function LastTime({ thread, times }: { thread: Thread; times: Times }): JSX.Element {
  const last = thread.messages.at(-1);
  if (!last) return '';
  const iso = last.deliveredAtClock ?? last.createdAtClock;
  return (
    <time datetime={iso} safe>
      {times.timeOf(iso)}
    </time>
  );
}
