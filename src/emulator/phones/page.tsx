import type { Labels, PageLanguage } from './labels.ts';
import { Screen, type ScreenView } from './screen.tsx';
import { type ListView, ThreadList } from './thread-list.tsx';

export type PageView = {
  list: ListView;
  screen: ScreenView | null;
  language: PageLanguage;
  labels: Labels;
};

/** The whole page: the phones on the left, one phone's screen on the right. */
export function Page({ list, screen, language, labels }: PageView): JSX.Element {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title safe>{`${labels.title} · Puente`}</title>
        <link rel="stylesheet" href="/phones/style.css" />
        <link rel="icon" href="data:," />
        <script src="/phones/script.js" defer />
      </head>
      <body class={screen ? 'open' : ''}>
        <Side list={list} language={language} labels={labels} />
        <main>{screen ? <Screen {...screen} /> : <Nobody text={labels.choose} />}</main>
        <AddPhone labels={labels} />
      </body>
    </html>
  );
}

function Side({ list, language, labels }: Omit<PageView, 'screen'>): JSX.Element {
  const other = language === 'es' ? 'en' : 'es';
  return (
    <aside>
      <div class="top">
        <h1 safe>{labels.title}</h1>
        <a class="language" href={`/phones?lang=${other}`} lang={other} hreflang={other} safe>
          {labels.switch}
        </a>
        <button type="button" id="add" class="round" aria-label={labels.add} title={labels.add}>
          +
        </button>
      </div>
      <search>
        <form action="/phones">
          <input type="hidden" name="lang" value={language} />
          <label class="hidden" for="search" safe>
            {labels.search}
          </label>
          <input
            id="search"
            type="search"
            name="q"
            value={list.search}
            placeholder={labels.search}
          />
        </form>
      </search>
      <nav aria-label={labels.title}>
        <ThreadList {...list} />
      </nav>
      <p class="about" safe>
        {labels.about}
      </p>
      <noscript safe>{labels.script}</noscript>
    </aside>
  );
}

/** What is on the right while no phone is chosen. */
export function Nobody({ text }: { text: string }): JSX.Element {
  return (
    <section id="screen" class="nobody" data-phone="">
      <p safe>{text}</p>
    </section>
  );
}

function AddPhone({ labels }: { labels: Labels }): JSX.Element {
  return (
    <dialog id="adding" aria-labelledby="adding-title">
      <form method="dialog">
        <h2 id="adding-title" safe>
          {labels.add}
        </h2>
        <PhoneFields labels={labels} />
        <div class="row">
          <button type="button" class="plain" id="close" safe>
            {labels.cancel}
          </button>
          <button type="submit" class="primary" safe>
            {labels.save}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function PhoneFields({ labels }: { labels: Labels }): JSX.Element {
  return (
    <>
      <label>
        <span safe>{labels.number}</span>
        <input
          name="phone"
          type="tel"
          required
          pattern="\+[1-9][0-9]{6,14}"
          placeholder="+15555550123"
        />
        <small safe>{labels.numberHint}</small>
      </label>
      <label>
        <span safe>{labels.name}</span>
        <input name="name" maxlength="80" />
      </label>
      <label>
        <span safe>{labels.language}</span>
        <select name="language">
          <option value="es">Español</option>
          <option value="en">English</option>
        </select>
      </label>
    </>
  );
}
