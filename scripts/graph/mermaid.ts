/** One thing in a drawing: its lines of words, its shape and its colour. */
export type Box = { id: string; lines: string[]; shape: Shape; look: string };

/** A way from one box to another; `apart` is drawn dotted: what happens when she does not answer. */
export type Arrow = { from: string; to: string; label: string; apart: boolean };

/** What stands around the words of a box in Mermaid's text. */
const SHAPES = {
  box: ['[', ']'],
  round: ['(', ')'],
  circle: ['((', '))'],
  pill: ['([', '])'],
  double: ['[[', ']]'],
  diamond: ['{', '}'],
  hexagon: ['{{', '}}'],
  slanted: ['[/', '/]'],
} as const;

export type Shape = keyof typeof SHAPES;

/** A drawing as Mermaid's text, from top to bottom. `looks`: the colours by name. */
export function mermaid(
  title: string,
  boxes: Box[],
  arrows: Arrow[],
  looks: Record<string, string>,
): string {
  const used = new Set(boxes.map(({ look }) => look));
  return [
    'flowchart TD',
    `%% ${title}`,
    ...boxes.map(({ id, lines, shape, look }) => {
      const [open, close] = SHAPES[shape];
      return `${id}${open}"${lines.map(escaped).join('<br/>')}"${close}:::${look}`;
    }),
    ...arrows.map(({ from, to, label, apart }) => {
      const words = label === '' ? '' : `|"${escaped(label)}"|`;
      return `${from} ${apart ? '-.->' : '-->'}${words} ${to}`;
    }),
    ...Object.entries(looks)
      .filter(([look]) => used.has(look))
      .map(([look, style]) => `classDef ${look} ${style}`),
    '',
  ].join('\n');
}

/** Characters that mean something in Mermaid or HTML, by their numbers; letters and emoji stay as they are. */
function escaped(words: string): string {
  return words
    .replaceAll(/["#&<>`\\]/g, (found) => `#${found.codePointAt(0)};`)
    .replaceAll(/\s+/g, ' ');
}
