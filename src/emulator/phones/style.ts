/** The page's style sheet. One file of its own, so that the page needs no inline style and nothing from outside. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #eef1f6; --panel: #ffffff; --line: #dfe4ec; --text: #17202e; --soft: #566175;
  --accent: #0b5cad; --accent-soft: #e3eefb; --on-accent: #ffffff; --screen: #f6f7fa;
  --theirs: #ffffff; --mine: #0b5cad; --on-mine: #ffffff; --mine-wa: #d5f5cd; --on-mine-wa: #14301a;
  --bad: #a3161b; --read: #0a63bd; --device: #10151f; --shadow: 0 18px 50px rgb(23 32 46 / .22);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e131b; --panel: #161d28; --line: #2b3545; --text: #e9eef6; --soft: #a3b0c4;
    --accent: #7db8f5; --accent-soft: #1c2d44; --on-accent: #0b1420; --screen: #0f151e;
    --theirs: #222c3b; --mine: #1e5fa8; --on-mine: #ffffff; --mine-wa: #1d4a2c; --on-mine-wa: #e4f7e6;
    --bad: #ff9a94; --read: #6fb7ff; --device: #323d4f; --shadow: 0 18px 50px rgb(0 0 0 / .6);
  }
}
* { box-sizing: border-box; margin: 0; }
html, body { height: 100%; }
body {
  display: grid; grid-template-columns: minmax(280px, 360px) 1fr; overflow: hidden;
  background: var(--page); color: var(--text); font: 16px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, input, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }

aside { display: flex; flex-direction: column; min-height: 0; background: var(--panel); border-right: 1px solid var(--line); }
.top { display: flex; align-items: center; gap: .75rem; padding: 1.1rem 1rem .6rem; }
h1 { font-size: 1.45rem; letter-spacing: -.02em; margin-right: auto; }
.language { color: var(--accent); font-size: .9rem; padding: .35rem; }
.round { width: 2.4rem; height: 2.4rem; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: 1.5rem; line-height: 1; }
search { padding: 0 1rem .7rem; }
search input { width: 100%; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 999px; background: var(--page); }
nav { flex: 1; overflow-y: auto; padding: 0 .5rem; }
nav ul { list-style: none; padding: 0; }
nav a { display: flex; gap: .75rem; align-items: center; padding: .6rem; border-radius: 14px; color: inherit; text-decoration: none; }
nav a:hover { background: var(--page); }
nav a[aria-current] { background: var(--accent-soft); }
nav a:focus-visible { outline-offset: -3px; }
.avatar { flex: none; display: grid; place-items: center; width: 2.7rem; height: 2.7rem; border-radius: 50%; color: #fff; font-weight: 600; font-size: .95rem; }
.colour0 { background: #8a3ab9; } .colour1 { background: #b0352f; } .colour2 { background: #1a6f5c; }
.colour3 { background: #2f5fb3; } .colour4 { background: #8a5a08; } .colour5 { background: #6b4a86; }
.who { flex: 1; min-width: 0; display: grid; }
.who strong, .last { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who strong { font-weight: 600; }
.last { color: var(--soft); font-size: .9rem; }
.aside { display: grid; justify-items: end; gap: .2rem; align-content: start; min-height: 2.6rem; }
.aside time { color: var(--soft); font-size: .78rem; white-space: nowrap; }
.badge { min-width: 1.35rem; padding: .05rem .4rem; border-radius: 999px; background: var(--accent); color: var(--on-accent); font-size: .78rem; font-weight: 600; text-align: center; }
.about { padding: .8rem 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .8rem; }
.nothing { padding: 2rem 1rem; color: var(--soft); text-align: center; }

main { display: grid; min-height: 0; min-width: 0; }
#screen { display: grid; place-items: center; min-height: 0; padding: 1.2rem; }
.nobody p { max-width: 24rem; color: var(--soft); text-align: center; font-size: 1.1rem; }
.device {
  display: flex; flex-direction: column; width: min(100%, 430px); height: min(100%, 880px); overflow: hidden;
  border: 10px solid var(--device); border-radius: 44px; background: var(--screen); box-shadow: var(--shadow);
}
.bar { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; padding: .45rem 1.4rem .25rem; background: var(--panel); font-size: .85rem; font-weight: 600; }
.camera { width: 5.2rem; height: 1.25rem; border-radius: 999px; background: var(--device); }
.bars { display: flex; gap: 2px; align-items: end; justify-content: end; }
.bars i { width: 3px; height: 5px; border-radius: 1px; background: currentColor; }
.bars i:nth-child(2) { height: 7px; } .bars i:nth-child(3) { height: 9px; } .bars i:nth-child(4) { height: 11px; }
.device header { display: flex; gap: .7rem; align-items: center; padding: .5rem .9rem .7rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.back { display: none; padding: 0 .5rem .2rem 0; color: var(--accent); font-size: 2rem; line-height: 1; text-decoration: none; }
.person { min-width: 0; }
h2 { font-size: 1.05rem; }
#details { display: flex; flex-wrap: wrap; column-gap: .6rem; color: var(--soft); font-size: .8rem; }
.ours { white-space: nowrap; }
.blocked { flex-basis: 100%; color: var(--bad); font-weight: 600; }

#bubbles { flex: 1; overflow-y: auto; display: flex; flex-direction: column; gap: .35rem; padding: .8rem .8rem 1rem; }
#bubbles > :first-child { margin-top: auto; }
.day { align-self: center; padding: .9rem 0 .3rem; color: var(--soft); font-size: .78rem; font-weight: 600; }
.day::first-letter { text-transform: uppercase; }
.bubble { max-width: 82%; padding: .5rem .8rem .35rem; border-radius: 18px; overflow-wrap: anywhere; box-shadow: 0 1px 1px rgb(23 32 46 / .08); }
.bubble p:not(.meta) { white-space: pre-wrap; }
.theirs { align-self: flex-start; background: var(--theirs); border-bottom-left-radius: 5px; }
.mine { align-self: flex-end; background: var(--mine); color: var(--on-mine); border-bottom-right-radius: 5px; }
.mine.whatsapp { background: var(--mine-wa); color: var(--on-mine-wa); }
.waiting { box-shadow: none; outline: 1px dashed var(--soft); outline-offset: -1px; background: transparent; }
.media { display: block; font-size: .85rem; }
.meta { display: flex; flex-wrap: wrap; gap: .1rem .5rem; justify-content: end; align-items: baseline; font-size: .74rem; color: var(--soft); }
.mine .meta { color: inherit; }
.tick { letter-spacing: -.25em; padding-right: .25em; font-weight: 700; }
.tick.read { color: var(--read); }
.failed { color: var(--bad); font-weight: 600; }
.mine .failed { color: inherit; }

#composer { position: relative; padding: .6rem .8rem .9rem; background: var(--panel); border-top: 1px solid var(--line); }
fieldset { border: 0; padding: 0; min-width: 0; }
.tools { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.chips { display: contents; }
.chip { flex: none; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 999px; background: var(--screen); color: var(--accent); font-size: .85rem; }
.chip:hover { background: var(--accent-soft); }
.channel { display: flex; gap: .2rem; margin-left: auto; padding: 3px; border-radius: 999px; background: var(--page); }
.channel input { position: absolute; opacity: 0; }
.channel span { display: block; padding: .2rem .7rem; border-radius: 999px; font-size: .82rem; cursor: pointer; }
.channel :checked + span { background: var(--accent); color: var(--on-accent); }
.channel :focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.row { display: flex; gap: .5rem; align-items: end; padding-top: .6rem; }
textarea { flex: 1; min-width: 0; max-height: 8rem; padding: .55rem .9rem; border: 1px solid var(--line); border-radius: 20px; background: var(--screen); resize: none; field-sizing: content; }
textarea::placeholder, input::placeholder { color: var(--soft); opacity: 1; }
.send { flex: none; width: 2.6rem; height: 2.6rem; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: 1.05rem; }
#problem { color: var(--bad); font-size: .85rem; }
#problem:not(:empty) { padding: .4rem 3px 0; }

dialog { margin: auto; width: min(24rem, 92vw); padding: 1.4rem; border: 0; border-radius: 20px; background: var(--panel); color: var(--text); box-shadow: var(--shadow); }
dialog::backdrop { background: rgb(10 15 24 / .5); }
dialog label { display: grid; gap: .25rem; margin-top: .9rem; font-weight: 600; font-size: .9rem; }
dialog input, dialog select { padding: .55rem .7rem; border: 1px solid var(--soft); border-radius: 10px; background: var(--panel); font-weight: 400; }
dialog small { color: var(--soft); font-weight: 400; }
dialog .row { justify-content: end; padding-top: 1.3rem; }
.primary, .plain { padding: .55rem 1.2rem; border: 0; border-radius: 999px; font-weight: 600; }
.primary { background: var(--accent); color: var(--on-accent); }
.plain { background: transparent; color: var(--accent); }

@media (max-width: 760px) {
  body { grid-template-columns: 1fr; }
  body.open aside, body:not(.open) main { display: none; }
  .back { display: block; }
  #screen { padding: 0; }
  .device { width: 100%; height: 100%; border: 0; border-radius: 0; box-shadow: none; }
  .camera { visibility: hidden; }
}
@media (max-height: 640px) { #screen { padding: .4rem; } .device { border-width: 6px; border-radius: 30px; } }
`;
