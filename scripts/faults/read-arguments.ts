import { parseArgs } from 'node:util';

export type Arguments = { short: boolean; name: string | null };

/** Reads `--short` and `--case name`; throws with how to call it. */
export function readArguments(args: string[], names: readonly string[]): Arguments {
  const { short, case: name } = parse(args);
  if (name !== undefined && !names.includes(name))
    throw new Error(`There is no case "${name}". There are: ${names.join(', ')}.`);
  return { short: short ?? false, name: name ?? null };
}

function parse(args: string[]) {
  try {
    const options = { short: { type: 'boolean' }, case: { type: 'string' } } as const;
    return parseArgs({ args, options }).values;
  } catch {
    throw new Error('Call it as: npm run faults [-- --short] [-- --case name]');
  }
}
