import type { Note } from './draft.ts';
import type { Made } from './make-flow.ts';

/** What an import did, for a person: the files, what has no counterpart, what differs, and what to do next. */
export function report(name: string, { flow, files, lost, changed }: Made): string {
  return [
    `The flow "${name}" was imported as \`${flow}\`:`,
    ...files.map(({ path }) => `  ${path}`),
    '',
    lost.length > 0 ? `No counterpart (${lost.length}):` : 'Everything in it has a counterpart.',
    ...lost.map(line),
    ...(changed.length > 0 ? ['', `Different or added (${changed.length}), to be read over:`] : []),
    ...changed.map(line),
    '',
    'Next: read flows and texts over, npm run check, a transcript in test/flows (flows/README.md), and a review of',
    'the words: npm run translate -- review es --by "Name". Until then none of it goes to a real family.',
  ].join('\n');
}

function line({ at, was, instead }: Note): string {
  return `  ${at}: ${was.replaceAll(/\s*\n\s*/g, ' / ')}\n    → ${instead}`;
}
