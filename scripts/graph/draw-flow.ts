import { type Content, FALLBACK_LANGUAGE, translatableTexts } from '#content';
import { type Flow, HOST_STEPS, NODE_TYPES } from '#engine';
import { type Arrow, type Box, mermaid, type Shape } from './mermaid.ts';
import { type Node, waysOf, writtenTime } from './ways.ts';

/** Colours with enough contrast for their words on a light page and on a dark one; none is called `end`. */
const LOOKS = {
  opening: 'fill:#1f2937,stroke:#1f2937,color:#ffffff',
  question: 'fill:#dbeafe,stroke:#1d4ed8,color:#111827',
  words: 'fill:#ffffff,stroke:#6b7280,color:#111827',
  step: 'fill:#dcfce7,stroke:#15803d,color:#111827',
  choice: 'fill:#fef9c3,stroke:#a16207,color:#111827',
  person: 'fill:#ffedd5,stroke:#c2410c,color:#111827',
  closing: 'fill:#e5e7eb,stroke:#374151,color:#111827',
};

type Look = { shape: Shape; look: keyof typeof LOOKS };

/** How the types look; those not named here as what is said. */
const LOOK_OF: Record<string, Look> = {
  ask: { shape: 'round', look: 'question' },
  branch: { shape: 'diamond', look: 'choice' },
  wait: { shape: 'hexagon', look: 'choice' },
  set: { shape: 'slanted', look: 'step' },
  flow: { shape: 'double', look: 'choice' },
  hand_off: { shape: 'pill', look: 'person' },
  end: { shape: 'pill', look: 'closing' },
};
const PLAIN: Look = { shape: 'box', look: 'words' };
const STEP: Look = { shape: 'double', look: 'step' };

const LONGEST_WORDS = 70;
const SILENT_END = 'silent_end';

/** A flow as Mermaid's text, with its words in a language; what that lacks is in another, which is named. */
export function drawFlow(content: Content, flow: Flow, language: string): string {
  const say = sayer(content, flow.id, language);
  const boxes = Object.entries(flow.nodes).map(([id, node]) => boxOf(id, node, say));
  const arrows = Object.entries(flow.nodes).flatMap(([id, node]) => arrowsOf(id, node));
  if (arrows.some(({ to }) => to === SILENT_END)) {
    boxes.push({ id: SILENT_END, lines: ['ends: nobody answered'], ...LOOK_OF.end! });
  }
  const roots = rootsOf(flow, language);
  return mermaid(
    `${flow.id} (${language}): ${flow.about.replaceAll(/\s+/g, ' ')}`,
    [...roots.map(({ box }) => box), ...boxes],
    [...roots.map(({ arrow }) => arrow), ...arrows],
    LOOKS,
  );
}

/** A node's name in the drawing: `end` and others alone mean something to Mermaid. */
const nameOf = (id: string) => `n_${id}`;

function rootsOf(flow: Flow, language: string): { box: Box; arrow: Arrow }[] {
  const keywords = (flow.keywords[language] ?? []).join(', ');
  return [flow.start, ...flow.entries].map((node, i) => {
    const id = i === 0 ? 'start' : `entry_${i}`;
    const label = i === 0 ? keywords : '';
    return {
      box: { id, lines: [i === 0 ? 'start' : 'entry'], shape: 'circle', look: 'opening' },
      arrow: { from: id, to: nameOf(node), label, apart: false },
    };
  });
}

function boxOf(id: string, node: Node, say: (key: string) => string | null): Box {
  const known = LOOK_OF[node.type] ?? (Object.hasOwn(HOST_STEPS, node.type) ? STEP : PLAIN);
  const texts = NODE_TYPES[node.type]!.texts(node);
  const spoken = texts.find(({ path }) => path === 'text' || path === 'text.otherwise');
  const words = spoken ? say(spoken.key) : null;
  const kind = [node.type, detailOf(node)].filter((part) => part !== '').join(' ');
  return {
    id: nameOf(id),
    lines: [id === node.type ? kind : `${id} · ${kind}`, ...(words === null ? [] : [words])],
    ...known,
  };
}

/** Fields that say what a node is about, whatever its type. */
const TELLING = ['expect', 'fact', 'field', 'tag', 'untag', 'topics', 'question', 'topic', 'flow'];
const TELLING_TOO = ['reason', 'outcome', 'link', 'picture', 'until'];

function detailOf(node: Node): string {
  const fields = Object.entries(node).filter(([name]) =>
    [...TELLING, ...TELLING_TOO].includes(name),
  );
  const told = [...new Set(fields.map(([, value]) => [value].flat().join(', ')))];
  if (node.type === 'wait' && node.for !== undefined) told.push(writtenTime(node.for));
  return told.join(' ');
}

/** A node's ways; several that lead to the same node are one arrow. */
function arrowsOf(id: string, node: Node): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { to, words, apart } of waysOf(node)) {
    const target = to === null ? SILENT_END : nameOf(to);
    const name = `${target} ${words === '' || apart ? words : 'on'}`;
    const before = arrows.get(name);
    const label = before ? `${before.label} / ${words}` : words;
    arrows.set(name, { from: nameOf(id), to: target, label, apart });
  }
  return [...arrows.values()];
}

/** A value in a text, `{{startsAt, time}}`, with the form it is written in. */
const VALUE = /\{\{\s*(\w+)(?:,\s*(\w+))?[^}]*\}\}/g;

/** The first line of a text, short enough for a box, with its values by name; null where nobody wrote it. */
function sayer(content: Content, flow: string, language: string): (key: string) => string | null {
  const source = language === FALLBACK_LANGUAGE ? 'en' : FALLBACK_LANGUAGE;
  const rows = translatableTexts(content, language, source).filter(
    ({ namespace }) => namespace === flow,
  );
  return (key) => {
    const row = [key, `${key}_other`].flatMap((name) => rows.find((one) => one.key === name) ?? []);
    const text = row[0]?.translation || row[0]?.source;
    if (!text) return null;
    const line = shortened(
      text.split('\n')[0]!.replaceAll(VALUE, (_, name, format) => `{${format ?? name}}`),
    );
    return `“${line}”${row[0]?.translation ? '' : ` (${source})`}`;
  };
}

function shortened(line: string): string {
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  if (letters.length <= LONGEST_WORDS) return line;
  return `${letters.slice(0, LONGEST_WORDS).join('').trimEnd()}…`;
}
