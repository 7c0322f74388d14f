import type { Language } from '#domain';
import { STYLE } from './style.ts';
import type { Words } from './words.ts';

/** One language's side of the page: its texts, the message to send, and links that write it. */
export type Side = {
  language: Language;
  words: Words;
  /** The keyword alone, for the buttons. */
  word: string;
  message: string;
  sms: { number: string; link: string } | null;
  whatsapp: { number: string; link: string } | null;
};

export type PageView = {
  organisation: string;
  /** The site's name. */
  site: string | null;
  sides: Side[];
  /** The QR code of the page's own address, as SVG. */
  qr: string;
};

/** The page behind a flyer's QR code, and the flyer itself when it is printed. */
export function Page({ organisation, site, sides, qr }: PageView): JSX.Element {
  return (
    <Frame title={organisation} language={sides[0]?.language ?? ''}>
      <header>
        <h1 safe>{organisation}</h1>
        {site === null ? '' : <p safe>{site}</p>}
      </header>
      <nav>{sides.slice(1).map(({ language }) => ToSide(language))}</nav>
      <main>
        <div class="sides">{sides.map(SideOf)}</div>
        <figure>
          <div class="qr" role="img" aria-label={sides.map(({ words }) => words('qr')).join(' / ')}>
            {qr as 'safe'}
          </div>
          <figcaption>
            {sides.map(({ language, words }) => (
              <p lang={language} safe>
                {words('scan')}
              </p>
            ))}
          </figcaption>
        </figure>
      </main>
    </Frame>
  );
}

/** On a narrow phone the other language is further down: the way there, in its own name. */
function ToSide(language: Language): JSX.Element {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return (
    <a href={`#${language}`} lang={language} safe>
      {name}
    </a>
  );
}

function SideOf({ language, words, word, message, sms, whatsapp }: Side): JSX.Element {
  return (
    <section lang={language} id={language}>
      <h2 safe>{words('title')}</h2>
      <p safe>{`${words('who')} ${words('what')}`}</p>
      <dl>
        <dt safe>{words('send')}</dt>
        <dd class="word" safe>
          {message}
        </dd>
        {sms ? <Named label={words('to')} number={sms.number} /> : ''}
        {whatsapp ? <Named label={words('to_whatsapp')} number={whatsapp.number} /> : ''}
      </dl>
      <p class="buttons">
        {sms ? <Button link={sms.link} text={words('by_text', { word })} /> : ''}
        {whatsapp ? <Button link={whatsapp.link} text={words('by_whatsapp', { word })} /> : ''}
      </p>
      <ul>
        {(['asked', 'often', 'stop', 'rates'] as const).map((key) => (
          <li safe>{words(key)}</li>
        ))}
      </ul>
    </section>
  );
}

function Named({ label, number }: { label: string; number: string }): JSX.Element {
  return (
    <>
      <dt safe>{label}</dt>
      <dd class="number" safe>
        {number}
      </dd>
    </>
  );
}

function Button({ link, text }: { link: string; text: string }): JSX.Element {
  return (
    <a class="button" href={link} safe>
      {text}
    </a>
  );
}

/** What is said where there is no such page, or where it cannot be made now: in every language, a way on. */
export function Notice({ sides }: { sides: NoticeSide[] }): JSX.Element {
  return (
    <Frame title="Puente" language={sides[0]?.language ?? ''}>
      <main class="notice">
        <div class="sides">
          {sides.map(({ language, title, text, link }) => (
            <section lang={language}>
              <h2 safe>{title}</h2>
              {text === null ? '' : <p safe>{text}</p>}
              {link === null ? '' : <Button link={link.address} text={link.text} />}
            </section>
          ))}
        </div>
      </main>
    </Frame>
  );
}

export type NoticeSide = {
  language: Language;
  title: string;
  text: string | null;
  link: { address: string; text: string } | null;
};

function Frame(props: { title: string; language: string; children: JSX.Element | JSX.Element[] }) {
  return (
    <html lang={props.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title safe>{props.title}</title>
        <link rel="icon" href="data:," />
        <style>{STYLE}</style>
      </head>
      <body>{props.children}</body>
    </html>
  );
}
