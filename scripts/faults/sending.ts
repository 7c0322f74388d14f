import { once } from 'node:events';
import type { Scene } from './scene.ts';
import { startNode } from './start-node.ts';

/** Takes a programme in by the command `load`; throws if a line was refused. */
export async function load(scene: Scene, lines: readonly object[]): Promise<void> {
  const answers = await puente(
    scene,
    ['load'],
    lines.map((line) => JSON.stringify(line)).join('\n'),
  );
  const refused = answers.find(({ outcome }) => outcome === 'refused');
  if (refused || answers.length !== lines.length)
    throw new Error(`The command load did not take all lines: ${refused?.reason ?? 'one is gone'}`);
}

/** Begins the sending to all families of a workshop's school: the one place that knows by which command. */
export async function beginSending(scene: Scene, workshop: string): Promise<void> {
  await puente(scene, ['invite', JSON.stringify({ workshop })]);
}

/** Runs one command beside the program, as a person would; gives the JSON lines it answers. */
async function puente(
  scene: Scene,
  args: string[],
  input = '',
): Promise<Record<string, unknown>[]> {
  const child = startNode('scripts/puente', args, scene.environment, ['pipe', 'pipe', 'inherit']);
  child.stdin?.end(input);
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The command ${args[0]} failed: ${output.trim()}`);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
