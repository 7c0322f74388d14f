import { ContentError, type Language } from '#domain';
import { type Flow, parsed, parseFlow } from '#engine';
import { type Lexicon, parseLexicon } from '#understanding';
import { LanguageSettings } from './language-settings.ts';
import { parseSource } from './parse-source.ts';
import {
  FALLBACK_LANGUAGE,
  fileOf,
  type LanguageTexts,
  makeRenderer,
  nearestLanguage,
  type RenderRequest,
} from './renderer.ts';
import { type SourceFile, type Sources, versionOf } from './sources.ts';

/** Flows and words of one version, compiled: what conversations are run and texts written with. */
export type Content = {
  /** sha256 of the sources. */
  version: string;
  sources: Sources;
  languages: Language[];
  /** The language of who has none of ours. */
  fallback: Language;
  flows: Record<string, Flow>;
  /** The flow of that id, with this version; throws a ContentError where there is none. */
  flow: (id: string) => Flow;
  render: (request: RenderRequest) => string;
  /** Settings and texts by language, as read. */
  texts: Record<Language, LanguageTexts>;
  /** The words of all languages' `understanding.yaml`, compiled when first asked for. */
  lexicon: () => Lexicon;
};

/** The immutable sources of a content, as `content_versions` stores them by hash. */
export function sources(content: Content): Sources {
  return content.sources;
}

/**
 * Compiles sources. Flows are checked as the engine needs them; words are not measured again, so that a
 * version that was published once can always be gone on with.
 */
export function contentFromSources(given: Sources): Content {
  const version = versionOf(given);
  const flows = readFlows(given, version);
  const texts = readLanguages(given);
  let lexicon: Lexicon | null = null;
  return {
    version,
    sources: given,
    languages: Object.keys(texts),
    fallback: nearestLanguage(FALLBACK_LANGUAGE, Object.keys(texts)),
    flows,
    flow: (id) => {
      const flow = Object.hasOwn(flows, id) ? flows[id] : undefined;
      if (flow) return flow;
      throw new ContentError('there is no such flow: add it', `flows/${id}.yaml`, '');
    },
    render: makeRenderer(texts),
    texts,
    lexicon: () => {
      lexicon ??= parseLexicon(readLexicons(given));
      return lexicon;
    },
  };
}

function readFlows(given: Sources, version: string): Record<string, Flow> {
  const flows = matching(given, /^flows\/(.+)\.yaml$/).map(([file, name]) => {
    const flow = { ...parseFlow(parseSource(file), file.path), version };
    if (flow.id === name) return [flow.id, flow] as const;
    throw new ContentError(`name it \`${name}\`, as its file is named`, file.path, 'flow');
  });
  return Object.fromEntries(flows);
}

function readLanguages(given: Sources): Record<Language, LanguageTexts> {
  const found: Record<Language, LanguageTexts> = {};
  for (const [file, language] of matching(given, /^locales\/([^/]+)\/language\.json$/)) {
    const settings = parsed(LanguageSettings, parseSource(file), file.path, '');
    found[language!] = { settings, texts: {} };
  }
  for (const [file, language, namespace] of matching(given, /^locales\/([^/]+)\/(.+)\.json$/)) {
    if (namespace === 'language') continue;
    const known = found[language!];
    if (!known) {
      throw new ContentError('this file is missing: add it', fileOf(language!, 'language'), '');
    }
    known.texts[namespace!] = parseSource(file) as object;
  }
  return found;
}

function readLexicons(given: Sources): Record<Language, unknown> {
  const files = matching(given, /^locales\/([^/]+)\/understanding\.yaml$/);
  return Object.fromEntries(files.map(([file, language]) => [language!, parseSource(file)]));
}

/** The files whose path matches, each with what the pattern captured. */
function matching({ files }: Sources, pattern: RegExp): [SourceFile, ...string[]][] {
  return files.flatMap((file) => {
    const match = pattern.exec(file.path);
    return match ? [[file, ...match.slice(1)] as [SourceFile, ...string[]]] : [];
  });
}
