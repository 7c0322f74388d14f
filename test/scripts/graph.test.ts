import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content } from '#content';
import { type Flow, NODE_TYPES } from '#engine';
import { drawFlow } from '../../scripts/graph/draw-flow.ts';
import { graph } from '../../scripts/graph/graph.ts';
import { arbitraryFlow } from '../engine/arbitrary-flow.ts';
import { contentWith, jsonOf } from '../support/content-with.ts';

const dirs = { flowsDir: 'flows', localesDir: 'locales' };
const content = contentWith({});
const flows = Object.values(content.flows);

/** Words that mean something to Mermaid where they stand alone. */
const RESERVED = ['end', 'graph', 'flowchart', 'subgraph', 'style', 'class', 'classDef', 'click'];
const TEXT = '"([^"\\n]+)"';
const BOX = new RegExp(
  `^(\\w+)(?:\\[${TEXT}\\]|\\(${TEXT}\\)|\\(\\(${TEXT}\\)\\)|\\(\\[${TEXT}\\]\\)|\\[\\[${TEXT}\\]\\]|\\{${TEXT}\\}|\\{\\{${TEXT}\\}\\}|\\[/${TEXT}/\\]):::(\\w+)$`,
);
const ARROW = new RegExp(`^(\\w+) (-->|-\\.->)(?:\\|${TEXT}\\|)? (\\w+)$`);
const CLASS = /^classDef (\w+) [\w:#-]+(,[\w:#-]+)*$/;
/** In a text, `#` begins a character's number, and what HTML would take for a tag is a line's end alone. */
const SOUND_TEXT = /^(?:[^#<>&`\\]|#\d+;|<br\/>)+$/u;

type Read = {
  boxes: Map<string, { text: string; look: string }>;
  arrows: { from: string; kind: string; words: string[]; to: string }[];
};

/** Reads a drawing by the part of Mermaid's grammar that we write; throws at a line that is none of it. */
function read(drawing: string): Read {
  const [head, title, ...lines] = drawing.trimEnd().split('\n');
  expect(head).toBe('flowchart TD');
  expect(title).toMatch(/^%% [^{]/);
  const boxes: Read['boxes'] = new Map();
  const arrows: Read['arrows'] = [];
  const looks = new Set<string>();
  for (const line of lines) {
    const box = BOX.exec(line);
    const arrow = ARROW.exec(line);
    if (box) {
      const text = box.slice(2, 10).find((found) => found !== undefined)!;
      expect(text).toMatch(SOUND_TEXT);
      expect(boxes.has(box[1]!)).toBe(false);
      boxes.set(box[1]!, { text, look: box[10]! });
    } else if (arrow) {
      const [, from, kind, text, to] = arrow;
      if (text !== undefined) expect(text).toMatch(SOUND_TEXT);
      arrows.push({ from: from!, kind: kind!, words: text?.split(' / ') ?? [], to: to! });
    } else {
      expect(line).toMatch(CLASS);
      looks.add(CLASS.exec(line)![1]!);
    }
  }
  for (const [id, { look }] of boxes) {
    expect(RESERVED).not.toContain(id);
    expect(looks).toContain(look);
  }
  for (const look of looks) expect(RESERVED).not.toContain(look);
  for (const { from, to } of arrows) for (const id of [from, to]) expect(boxes.has(id)).toBe(true);
  return { boxes, arrows };
}

/** What must stand at an arrow for a place in the flow that leads on. */
function wordsFor(path: string): string | RegExp | null {
  if (path === 'go') return null;
  if (path.startsWith('on.')) return path.slice(3);
  if (path === 'unclear.go') return 'not understood';
  if (path === 'silence.go') return /^no answer for \d+[mhd]/;
  return /./;
}

const cases = flows.flatMap((flow) =>
  content.languages.map((language) => [flow.id, language, flow] as [string, string, Flow]),
);

test.each(cases)('every node and every way of %s is drawn, in %s', (_id, language, flow) => {
  expectWhole(flow, language);
});

test('whatever the flow, every node and every way of it is drawn', () => {
  fc.assert(
    fc.property(arbitraryFlow, (flow) => expectWhole(flow, 'en')),
    { numRuns: 100 },
  );
});

function expectWhole(flow: Flow, language: string): void {
  const { boxes, arrows } = read(drawFlow(content, flow, language));
  const drawn = [...boxes.keys()].filter((id) => id.startsWith('n_'));
  expect(drawn).toEqual(Object.keys(flow.nodes).map((id) => `n_${id}`));
  expect(arrows).toContainEqual(expect.objectContaining({ from: 'start', to: `n_${flow.start}` }));
  const told = flow.entries.map((_, i) => arrows.find(({ from }) => from === `entry_${i + 1}`)?.to);
  expect(told).toEqual(flow.entries.map((id) => `n_${id}`));
  for (const [id, node] of Object.entries(flow.nodes)) {
    expect(boxes.get(`n_${id}`)!.text).toMatch(new RegExp(`(^|· )${node.type}\\b`));
    for (const { path, node: to } of NODE_TYPES[node.type]!.targets(node)) {
      const words = wordsFor(path);
      const there = arrows.filter((arrow) => arrow.from === `n_${id}` && arrow.to === `n_${to}`);
      const fits = there.some((arrow) =>
        words === null
          ? arrow.words.length === 0
          : arrow.words.some((said) => matches(said, words)),
      );
      expect(fits, `${id} ${path} → ${to}`).toBe(true);
    }
  }
}

function matches(said: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? said === words : words.test(said);
}

test('a question whose silence leads nowhere is seen to end there, and one that stays open is not', () => {
  const { arrows } = read(drawFlow(content, content.flow('rsvp'), 'es'));
  const silent = arrows.filter(({ to }) => to === 'silent_end');
  expect(silent.map(({ from }) => from)).toContain('n_mode');
  expect(silent.map(({ from }) => from)).not.toContain('n_invite');
  expect(silent[0]).toMatchObject({ kind: '-.->', words: ['no answer for 1d'] });
});

test('questions, what is said, host steps, branches, people and ends look different', () => {
  const { boxes } = read(drawFlow(content, content.flow('rsvp'), 'es'));
  const looks = ['invite', 'sorry', 'book', 'booked', 'person', 'done'].map(
    (id) => boxes.get(`n_${id}`)!.look,
  );
  expect(new Set(looks).size).toBe(looks.length);
});

test('a node shows the first line of its words in the language asked for', () => {
  const said = (language: string) =>
    read(drawFlow(content, content.flow('rsvp'), language)).boxes.get('n_welcome')!.text;
  expect(said('es')).toBe('welcome · say<br/>“De nada.”');
  expect(said('en')).toBe('welcome · say<br/>“You are welcome.”');
});

/** The shipped content with other words for `rsvp.welcome`. */
function saying(language: string, welcome: string | undefined): Content {
  const file = `locales/${language}/rsvp.json`;
  return contentWith({ [file]: { ...jsonOf(file), welcome } });
}

test('quotes, brackets, signs of Mermaid, ñ and emoji come through as they were written', () => {
  const words =
    'Niño "uno" [dos] {tres} (#4) & <b>`x`</b> \\ 🎉 |; %% {{site}}, {{startsAt, time}}';
  const drawing = drawFlow(saying('es', `${words}\nSegunda`), content.flow('rsvp'), 'es');
  const { text } = read(drawing).boxes.get('n_welcome')!;
  const shown = text.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  expect(shown).toBe(
    'welcome · say<br/>“Niño "uno" [dos] {tres} (#4) & <b>`x`</b> \\ 🎉 |; %% {site}, {time}”',
  );
});

test('a long text is cut between letters, never inside one', () => {
  const family = '👩🏽‍👧';
  const long = saying('es', family.repeat(100));
  const { text } = read(drawFlow(long, content.flow('rsvp'), 'es')).boxes.get('n_welcome')!;
  expect(text).toBe(`welcome · say<br/>“${family.repeat(70)}…”`);
});

test('words that a language lacks are those of another, which is named', () => {
  const without = saying('en', undefined);
  const { text } = read(drawFlow(without, content.flow('rsvp'), 'en')).boxes.get('n_welcome')!;
  expect(text).toBe('welcome · say<br/>“De nada.” (es)');
});

test('waits, conditions, other flows and links tell what they are about', () => {
  const flow = `flow: tour
about: Shows what the shipped flows have none of.
needs: [workshop]
start: end
nodes:
  end: { type: wait, until: workshop_eve 18:00, go: pause, past: pause }
  pause: { type: wait, for: 36h, go: who }
  who:
    type: branch
    when: [{ fact: party_size, from: 2, to: 4, go: survey }, { fact: mode, one_of: [zoom, in_person], go: survey }]
    otherwise: link
  survey: { type: flow, flow: needs_survey, on: { done: link, unanswered: link, expired: link } }
  link: { type: send, text: link, link: https://example.org/a, go: done }
  done: { type: end }
`;
  const tour = contentWith({ 'flows/tour.yaml': flow });
  const { boxes, arrows } = read(drawFlow(tour, tour.flow('tour'), 'es'));
  const texts = ['end', 'pause', 'survey', 'link'].map((id) => boxes.get(`n_${id}`)!.text);
  expect(texts).toEqual([
    'end · wait workshop_eve 18:00',
    'pause · wait 36h',
    'survey · flow needs_survey',
    'link · send https://example.org/a',
  ]);
  const from = (id: string) => arrows.filter((arrow) => arrow.from === `n_${id}`);
  expect(from('who').map(({ words }) => words)).toEqual([
    ['party_size from 2 to 4', 'mode one_of zoom, in_person'],
    ['otherwise'],
  ]);
  expect(from('end').map(({ words }) => words)).toEqual([[], ['over already']]);
});

test('the command draws, with a fence for a README where that is wished', () => {
  const { out, told, code } = graph(['rsvp', '--language', 'en'], dirs);
  expect({ out, told, code }).toEqual({
    out: drawFlow(content, content.flow('rsvp'), 'en'),
    told: '',
    code: 0,
  });
  expect(graph(['rsvp', '--language', 'en', '--markdown'], dirs).out).toBe(
    `\`\`\`mermaid\n${out}\`\`\`\n`,
  );
});

test.each([
  [['rsv'], 'There is no flow "rsv". There are: consent_request, interest,'],
  [[], 'Name a flow: consent_request,'],
  [['constructor'], 'There is no flow "constructor"'],
  [['rsvp', '--language', 'tlh'], 'There is no language "tlh". There are: en, es, hmn.'],
  [['rsvp', 'interest'], 'npm run -s graph -- <flow>'],
  [['rsvp', '--svg'], 'npm run -s graph -- <flow>'],
])('asked %j it says what to do', (args, words) => {
  const { out, told, code } = graph(args, dirs);
  expect({ out, code }).toEqual({ out: '', code: 1 });
  expect(told).toContain(words);
});
