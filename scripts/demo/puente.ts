import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Parts } from './start-parts.ts';

const Report = z.object({
  invited: z.int(),
  yes: z.int(),
  headcount: z.int(),
  maybe: z.int(),
  no: z.int(),
  waitlist: z.int(),
  optedOut: z.int(),
  remindersSent: z.int(),
  withheld: z.record(z.string(), z.int()),
});

/** What the command `report` says of a workshop. */
export type Report = z.infer<typeof Report>;

/** Takes lines in by the command `load`; throws if one was refused. */
export async function load(parts: Parts, lines: object[]): Promise<void> {
  const input = lines.map((line) => JSON.stringify(line)).join('\n');
  const outcomes = z
    .array(z.object({ outcome: z.string(), reason: z.string().optional() }))
    .parse(await puente(parts, ['load'], input));
  const refused = outcomes.find(({ outcome }) => outcome === 'refused');
  if (refused) throw new Error(`The command load refused a line: ${refused.reason}.`);
  if (outcomes.length !== lines.length) throw new Error('The command load lost a line.');
}

/** A workshop's figures, by the command `report`. */
export async function report(parts: Parts, workshop: string): Promise<Report> {
  const [answer] = await puente(parts, ['report', JSON.stringify({ workshop })]);
  return Report.parse(answer);
}

/** Runs one command beside the program, as a person would; gives the JSON lines it answers. */
async function puente(parts: Parts, args: string[], input = ''): Promise<unknown[]> {
  const child = spawn(process.execPath, [resolve('dist/scripts/puente.js'), ...args], {
    env: parts.environment,
    stdio: ['pipe', 'pipe', 'inherit'],
    signal: parts.stopping,
  });
  child.stdin.end(input);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The command ${args[0]} failed: ${output.trim()}`);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
