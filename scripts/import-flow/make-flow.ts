import { type Content, checkContent, contentFromSources, type Sources } from '#content';
import { ContentError } from '#domain';
import { convert } from './convert.ts';
import { type Note, slug } from './draft.ts';
import { filesOf, type Head } from './files.ts';
import { fitTexts } from './fit.ts';
import { shape } from './graph.ts';
import type { Beside, RapidFlow } from './rapidpro.ts';
import { openSource } from './source.ts';
import { finishTexts } from './texts.ts';
import { smartGroups, startsOf } from './triggers.ts';
import { unheardWords } from './unheard-words.ts';
import { mendTexts } from './wording.ts';

/** A flow that was made: its files, and the lists of what differs. */
export type Made = { flow: string; files: Sources['files']; lost: Note[]; changed: Note[] };

/**
 * Makes a RapidPro flow into one of this content, under a name that is free in it. What it gives has passed the
 * program's own parser and checks; where that cannot be had, `wrong` says why.
 */
export function makeFlow(
  content: Content,
  { flow, beside }: { flow: RapidFlow; beside: Beside },
  name = slug(flow.name),
): Made | { wrong: string } {
  const source = openSource(flow, {
    callable: content.flows,
    languages: content.languages,
    lexicon: content.lexicon(),
  });
  const draft = convert(source);
  const shaped = shape(draft, source.names.get(flow.nodes[0]!.uuid)!);
  const starts = startsOf(flow, beside, content.flows);
  draft.lost.unshift(...starts.lost);
  draft.lost.push(...smartGroups(beside));
  const known = content.languages.includes(source.language);
  const head: Head = {
    flow: name,
    about: `Imported from RapidPro: ${flow.name}.`,
    keywords: known ? starts.keywords : {},
    language: known ? source.language : undefined,
  };
  finishTexts(source, draft, shaped);
  const alone = withoutOthers(content);
  mendTexts(draft, (one) => faultsOf(alone, filesOf(one, head, shaped)));
  fitTexts(draft, shaped);
  draft.lost.push(...unheardWords(source, draft));
  const files = filesOf(draft, head, shaped);
  const [fault] = faultsOf(content, files);
  if (fault)
    return {
      wrong: `The flow as it came out does not load, and nothing was written: ${fault.message}`,
    };
  return { flow: name, files, lost: draft.lost, changed: draft.changed };
}

/** The languages alone: words are looked at many times, and need no other flow beside them. */
function withoutOthers({ sources }: Content): Pick<Content, 'sources'> {
  return {
    sources: { files: sources.files.filter(({ path }) => path.endsWith('/language.json')) },
  };
}

/** What the program finds wrong with these files, among all others there are. */
export function faultsOf(
  content: Pick<Content, 'sources'>,
  files: Sources['files'],
): ContentError[] {
  const mine = new Set(files.map(({ path }) => path));
  const others = content.sources.files.filter(({ path }) => !mine.has(path));
  try {
    return checkContent(contentFromSources({ files: [...others, ...files] })).filter(({ file }) =>
      mine.has(file),
    );
  } catch (error) {
    if (error instanceof ContentError) return [error];
    throw error;
  }
}
