import { ContentError, type Language } from '#domain';
import { type Flow, parsed, parseFlow } from '#engine';
import type { Lexicon } from '#understanding';
import { parseRecordings, type Recordings, recordingAt, type Spoken } from './audio.ts';
import { ALWAYS_SENT } from './common-texts.ts';
import { formatMoment } from './format-date.ts';
import { LanguageSettings } from './language-settings.ts';
import { FALLBACK_LANGUAGE, folderOf, languageChain } from './languages.ts';
import { located } from './lines.ts';
import { parseSource } from './parse-source.ts';
import { readLexicons } from './read-lexicons.ts';
import {
  fileOf,
  type LanguageTexts,
  makeRenderer,
  missingText,
  type Rendered,
  type RenderRequest,
} from './renderer.ts';
import { parseReview, type Review, reviewedTexts } from './review.ts';
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
  /** Writes a text, read over by a person or not; throws a ContentError where no language has it. */
  render: (request: RenderRequest) => string;
  /**
   * Writes what may go out. `live` is for the real Twilio: only what a person has read, in the first
   * language of the chain that has it so, and null where none has; STOP's and HELP's texts always go. An
   * `optional` text is taken in its own language or not at all.
   */
  usable: (
    request: RenderRequest,
    on: { live: boolean; optional?: boolean | undefined },
  ) => Rendered | null;
  /**
   * A time that an option stands for (an engine's label `at`), as that language, or the one that speaks in
   * its place, writes days and times.
   */
  moment: (request: {
    at: string;
    language: Language;
    programme?: Language;
    timeZone: string;
  }) => string;
  /** Whether a text, by its full key, stands as it was when the language's reviewer read it. */
  isReviewed: (language: Language, namespace: string, key: string) => boolean;
  /** Who read which texts, by language; no row for a language that nobody has read. */
  reviews: Record<Language, Review>;
  /** Settings and texts by language, as read. */
  texts: Record<Language, LanguageTexts>;
  /** The recordings of texts, by the language that is spoken: one of them may have no folder of words. */
  recordings: Record<Language, Recordings>;
  /** Where the recording of a text is served, as a path; null where it has none in that language. */
  recording: (spoken: Spoken) => string | null;
  /** The words of all languages' `understanding.yaml`, compiled when first asked for. */
  lexicon: () => Lexicon;
};

/** The immutable sources of a content, as `content_versions` stores them by hash. */
export function sources(content: Content): Sources {
  return content.sources;
}

/**
 * Compiles sources. Flows are checked as the engine needs them; words are not measured again, so that a
 * version that was published once can always be gone on with. Throws a ContentError with the line.
 */
export function contentFromSources(given: Sources): Content {
  try {
    return compile(given);
  } catch (error) {
    throw located(error, given);
  }
}

function compile(given: Sources): Content {
  const [misnamed] = given.files.filter(({ path }) => path.endsWith('.yml'));
  if (misnamed) throw new ContentError('its name must end in .yaml: rename it', misnamed.path, '');
  const version = versionOf(given);
  const flows = readFlows(given, version);
  const texts = readLanguages(given);
  const reviews = readReviews(given);
  const recordings = readRecordings(given);
  let lexicon: Lexicon | null = null;
  return {
    version,
    sources: given,
    languages: Object.keys(texts),
    fallback: languageChain([FALLBACK_LANGUAGE], Object.keys(texts))[0]!,
    flows,
    flow: (id) => {
      const flow = Object.hasOwn(flows, id) ? flows[id] : undefined;
      if (flow) return flow;
      throw new ContentError('there is no such flow: add it', `flows/${id}.yaml`, '');
    },
    ...speaking(texts, reviews, flows),
    reviews,
    texts,
    recordings,
    recording: (spoken) => recordingAt(recordings, spoken),
    lexicon: () => {
      lexicon ??= readLexicons(given);
      return lexicon;
    },
  };
}

/** The functions that write texts. */
function speaking(
  texts: Record<Language, LanguageTexts>,
  reviews: Record<Language, Review>,
  flows: Record<string, Flow>,
): Pick<Content, 'render' | 'usable' | 'isReviewed' | 'moment'> {
  const write = makeRenderer(texts, (flow) => flows[flow]?.language ?? FALLBACK_LANGUAGE);
  const isReviewed = reviewedTexts(texts, reviews);
  const any = (request: RenderRequest): Rendered => {
    const written = write(request, () => true);
    if (written) return written;
    throw missingText(request);
  };
  return {
    render: (request) => any(request).text,
    isReviewed,
    moment: ({ at, language, programme, timeZone }) => {
      const [spoken] = languageChain([language, programme], Object.keys(texts));
      return formatMoment(at, texts[spoken!]!.settings, timeZone);
    },
    usable: (request, { live, optional = false }) => {
      const { namespace, key } = request;
      if (optional) {
        const own = folderOf(request.language, Object.keys(texts));
        const may = (found: Omit<Rendered, 'text'>) =>
          found.language === own && (!live || isReviewed(own, namespace, found.key));
        return write(request, may);
      }
      if (!live) return any(request);
      const read = write(request, (found) => isReviewed(found.language, namespace, found.key));
      if (read) return read;
      const unread = any(request);
      return namespace === 'common' && ALWAYS_SENT.has(key) ? unread : null;
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
  for (const [file, language, namespace] of matching(given, /^locales\/([^/]+)\/([^/]+)\.json$/)) {
    if (namespace === 'language' || namespace === 'review') continue;
    const known = found[language!];
    if (!known) {
      throw new ContentError('this file is missing: add it', fileOf(language!, 'language'), '');
    }
    known.texts[namespace!] = textsOf(file);
  }
  return found;
}

/** What a file of texts holds; each text is looked at by the checks. */
function textsOf(file: SourceFile): object {
  const tree = parseSource(file);
  if (tree !== null && typeof tree === 'object' && !Array.isArray(tree)) return tree;
  throw new ContentError(
    'it must hold texts by their keys: write { "key": "text" }',
    file.path,
    '',
  );
}

function readReviews(given: Sources): Record<Language, Review> {
  const files = matching(given, /^locales\/([^/]+)\/review\.json$/);
  const reviews = files.map(([file, language]) => [
    language!,
    parseReview(parseSource(file), file.path),
  ]);
  return Object.fromEntries(reviews);
}

function readRecordings(given: Sources): Record<Language, Recordings> {
  const files = matching(given, /^locales\/audio\/([^/]+)\/audio\.json$/);
  return Object.fromEntries(
    files.map(([file, language]) => [language!, parseRecordings(parseSource(file), file.path)]),
  );
}

/** The files whose path matches, each with what the pattern captured. */
function matching({ files }: Sources, pattern: RegExp): [SourceFile, ...string[]][] {
  return files.flatMap((file) => {
    const match = pattern.exec(file.path);
    return match ? [[file, ...match.slice(1)] as [SourceFile, ...string[]]] : [];
  });
}
