import { parseArgs } from 'node:util';
import { type ContentDirs, contentFromSources, FALLBACK_LANGUAGE, readSources } from '#content';
import { drawFlow } from './draw-flow.ts';

/** What the command prints (`out` is the drawing, `told` words for people) and its exit code. */
export type Outcome = { out: string; told: string; code: 0 | 1 };

const USAGE = `npm run -s graph -- <flow> [--language es] [--markdown]
It prints Mermaid: paste it at mermaid.live, or with --markdown into a README.`;

/**
 * Draws the flow that the arguments name, from the flows and words of these folders. Throws a ContentError
 * where a flow is broken.
 */
export function graph(args: string[], dirs: ContentDirs): Outcome {
  const asked = askedFor(args);
  if (asked === null) return failed(USAGE);
  const content = contentFromSources(readSources(dirs));
  const { id, language, isMarkdown } = asked;
  const names = Object.keys(content.flows).sort().join(', ');
  if (id === undefined) return failed(`Name a flow: ${names}.\n${USAGE}`);
  if (!Object.hasOwn(content.flows, id)) {
    return failed(`There is no flow "${id}". There are: ${names}.`);
  }
  if (!content.languages.includes(language)) {
    return failed(
      `There is no language "${language}". There are: ${content.languages.join(', ')}.`,
    );
  }
  const drawing = drawFlow(content, content.flow(id), language);
  return { out: isMarkdown ? `\`\`\`mermaid\n${drawing}\`\`\`\n` : drawing, told: '', code: 0 };
}

function askedFor(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        language: { type: 'string', default: FALLBACK_LANGUAGE },
        markdown: { type: 'boolean', default: false },
      },
    });
    const [id, ...others] = positionals;
    if (others.length > 0) return null;
    return { id, language: values.language, isMarkdown: values.markdown };
  } catch {
    // An option there is not.
    return null;
  }
}

function failed(told: string): Outcome {
  return { out: '', told, code: 1 };
}
