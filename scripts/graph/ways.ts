import { type Flow, NODE_TYPES } from '#engine';

export type Node = Flow['nodes'][string];

/** A way on from a node, in words: `to` is null where the conversation ends. */
export type Way = { to: string | null; words: string; apart: boolean };

const UNITS = [
  [24 * 60, 'd'],
  [60, 'h'],
  [1, 'm'],
] as const;

/** A time to wait as it is written in a flow: `2d`, `3h`, `30m`. */
export function writtenTime(ms: number): string {
  const minutes = ms / 60_000;
  const [unit, letter] = UNITS.find(([unit]) => minutes % unit === 0) ?? UNITS[2];
  return `${minutes / unit}${letter}`;
}

/** Every way on from a node, whatever its type; and the end where a question's silence leads nowhere. */
export function waysOf(node: Node): Way[] {
  const ways = NODE_TYPES[node.type]!.targets(node).map(({ path, node: to }): Way => {
    const apart = path === 'unclear.go' || path === 'silence.go';
    return { to, words: wordsOf(node, path), apart };
  });
  return endsInSilence(node) ? [...ways, { to: null, words: silenceOf(node), apart: true }] : ways;
}

function endsInSilence(node: Node): boolean {
  const last = node.type === 'ask' ? node.silence.at(-1) : undefined;
  return last !== undefined && last.go === undefined;
}

/** What leads that way, told from its place in the flow; a place unknown here is named as it is. */
function wordsOf(node: Node, path: string): string {
  if (path.startsWith('on.')) return path.slice('on.'.length);
  if (path === 'silence.go') return silenceOf(node);
  const index = /^when\.(\d+)\.go$/.exec(path)?.[1];
  if (index !== undefined) return conditionOf(node, Number(index));
  return WORDS[path] ?? path;
}

const WORDS: Record<string, string> = {
  go: '',
  'unclear.go': 'not understood',
  unset: 'not known',
  past: 'over already',
};

function silenceOf(node: Node): string {
  const steps = node.type === 'ask' ? node.silence : [];
  const said = steps.map(({ after, say }) => `${writtenTime(after)}${say ? `, then ${say}` : ''}`);
  return `no answer for ${said.join(', for ')}`;
}

function conditionOf(node: Node, index: number): string {
  const condition = node.type === 'branch' ? node.when?.[index] : undefined;
  if (!condition) return '';
  const { fact, go: _, ...asked } = condition;
  const words = Object.entries(asked).map(
    ([word, value]) => `${word} ${[value].flat().join(', ')}`,
  );
  return `${fact} ${words.join(' ')}`;
}
