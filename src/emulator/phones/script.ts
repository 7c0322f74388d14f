/**
 * The page's script, for browsers as they are: it draws the list and the open screen anew when the emulator
 * says that something changed, and sends what is written. Without it the page can be read.
 */
export const SCRIPT = `'use strict';
const $ = (selector) => document.querySelector(selector);
const language = document.documentElement.lang;
const selected = () => $('#screen').dataset.phone;

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(path + ' ' + response.status);
  return response.text();
}

function parse(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

// A later answer may overtake an earlier one: only the latest question's is drawn.
const latest = {};
async function draw(what, phone, put) {
  const turn = (latest[what] = (latest[what] ?? 0) + 1);
  const query = new URLSearchParams({ lang: language, phone, q: $('#search').value });
  const html = await ask('GET', '/phones/' + what + '?' + query);
  if (turn === latest[what]) put(parse(html));
}

const drawList = () =>
  draw('list', selected(), (page) => {
    const focused = document.activeElement?.dataset?.phone;
    $('#list').replaceWith(page);
    if (focused) $('#list a[data-phone="' + CSS.escape(focused) + '"]')?.focus();
  });

const drawScreen = (phone) =>
  draw('screen', phone, (page) => {
    if (phone !== selected()) {
      $('#screen').replaceWith(page);
      document.body.classList.toggle('open', phone !== '');
      scrollDown();
      watchComposer();
      return;
    }
    // The same phone: what is being written stays.
    for (const part of ['#details', '#clock', '#person']) $(part).replaceWith(page.querySelector(part));
    const bubbles = $('#bubbles');
    const down = bubbles.scrollHeight - bubbles.scrollTop - bubbles.clientHeight < 80;
    replaceChanged(bubbles, page.querySelector('#bubbles'));
    if (down) scrollDown();
  });

// Only what is new or different, so that a screen reader reads no more than that aloud.
function replaceChanged(old, fresh) {
  const now = [...fresh.children];
  now.forEach((each, index) => {
    const was = old.children[index];
    if (!was) old.append(each);
    else if (was.outerHTML !== each.outerHTML) was.replaceWith(each);
  });
  while (old.children.length > now.length) old.lastElementChild.remove();
}

function scrollDown() {
  const bubbles = $('#bubbles');
  if (bubbles) bubbles.scrollTop = bubbles.scrollHeight;
}

async function seen() {
  if (selected() && !document.hidden) await ask('POST', '/phones/seen', { phone: selected() });
}

async function choose(phone, remember) {
  if (remember) history.pushState({}, '', '/phones?' + new URLSearchParams(phone ? { phone, lang: language } : { lang: language }));
  await drawScreen(phone);
  if (matchMedia('(min-width: 761px)').matches) $('#text')?.focus();
  await seen();
  await drawList();
}

async function send(text, tapped = {}) {
  const body = text.trim();
  const phone = selected();
  if (!body || !phone) return;
  const whatsapp = tapped.buttonPayload || $('#composer [name=channel]:checked')?.value === 'whatsapp';
  $('#problem').textContent = '';
  try {
    await ask('POST', '/control/inbound', { from: (whatsapp ? 'whatsapp:' : '') + phone, body, ...tapped });
  } catch {
    $('#problem').textContent = $('#problem').dataset.text;
    if (!$('#text').value) $('#text').value = text;
  }
}

function watchComposer() {
  const composer = $('#composer');
  if (!composer) return;
  const text = $('#text');
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = text.value;
    text.value = '';
    void send(written);
  });
  composer.addEventListener('click', (event) => {
    const chip = event.target.closest('.chip');
    if (chip) void send(chip.dataset.text);
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
}

// The screen is drawn anew time and again, so that taps on buttons are heard on the document.
document.addEventListener('click', (event) => {
  const { text, payload, sid } = event.target.closest('.replies .chip')?.dataset ?? {};
  if (payload) void send(text, { buttonText: text, buttonPayload: payload, originalRepliedMessageSid: sid });
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('nav a, a.back');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  void choose(link.dataset.phone ?? '', true);
});
addEventListener('popstate', () => void choose(new URLSearchParams(location.search).get('phone') ?? '', false));
$('#search').addEventListener('input', () => void drawList());
document.addEventListener('visibilitychange', () => void seen());

const adding = $('#adding');
$('#add').addEventListener('click', () => adding.showModal());
$('#close').addEventListener('click', () => adding.close());
adding.querySelector('form').addEventListener('submit', async (event) => {
  const phone = Object.fromEntries(new FormData(event.target));
  await ask('PUT', '/control/phones', [phone]);
  event.target.reset();
  await choose(phone.phone, true);
  $('#text').focus();
});

// After a break in the line anything may have changed; so too when the list of changed phones is empty.
const events = new EventSource('/phones/events');
const redraw = async (phones) => {
  if (selected() && (phones.length === 0 || phones.includes(selected()))) {
    await drawScreen(selected());
    await seen();
  }
  await drawList();
};
events.onmessage = (event) => void redraw(JSON.parse(event.data));
events.onopen = () => void redraw([]);

watchComposer();
scrollDown();
void seen();
`;
