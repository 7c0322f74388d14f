import { existsSync } from 'node:fs';
import type { Content } from '#content';
import { readFact, startFacts } from './start-facts.ts';
import type { Talk } from './talk.ts';
import { readTalk } from './talk-file.ts';

/** What `npm run talk` was asked for, or what is wrong with it. */
export type Asked = { talk: Talk; save: string | null } | { wrong: string };

const OPTIONS = ['--language', '--fact', '--save'];

/** The sentence that tells how to begin, with every flow there is. */
export function usage(content: Content): string {
  const flows = Object.values(content.flows).map(({ id, about }) => `  ${id.padEnd(16)} ${about}`);
  return [
    'npm run -s talk -- <flow, or a talk.yaml to go on with> [--language es] [--fact name=value]… [--save talk.yaml]',
    '',
    'Flows:',
    ...flows,
    `Languages: ${content.languages.join(', ')}`,
  ].join('\n');
}

/** Reads the arguments of `npm run talk`. */
export function readArguments(args: readonly string[], content: Content): Asked {
  const given: Record<string, string[]> = {};
  const plain: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [name = '', ...inline] = args[i]!.split('=');
    if (!name.startsWith('--')) plain.push(args[i]!);
    else if (!OPTIONS.includes(name))
      return { wrong: `There is no option ${name}. There are: ${OPTIONS.join(', ')}.` };
    else {
      const value = inline.length > 0 ? inline.join('=') : args[++i];
      if (value === undefined) return { wrong: `Write a value after ${name}.` };
      given[name] = [...(given[name] ?? []), value];
    }
  }
  return asked(plain, given, content);
}

function asked(plain: string[], given: Record<string, string[]>, content: Content): Asked {
  const [id, ...more] = plain;
  if (id === undefined) return { wrong: usage(content) };
  if (more.length > 0)
    return {
      wrong: `One talk plays one flow: leave out ${more.join(', ')}, or put quotes around it.`,
    };
  const begun = /\.ya?ml$/.test(id) ? readTalk(id) : newTalk(id, given, content);
  if ('wrong' in begun) return begun;
  const language = given['--language']?.at(-1) ?? begun.talk.language;
  const wrong = unknownIn(content, begun.talk.flow, language);
  if (wrong !== null) return { wrong };
  const facts = factsIn(language, begun.talk);
  for (const written of given['--fact'] ?? []) {
    const fact = readFact(content.flow(begun.talk.flow), written);
    if ('wrong' in fact) return fact;
    if (fact.value === null) delete facts[fact.name];
    else facts[fact.name] = fact.value;
  }
  const save = given['--save']?.at(-1) ?? null;
  const unsaved = save === null ? null : cannotSave(save);
  return unsaved === null ? { talk: { ...begun.talk, language, facts }, save } : { wrong: unsaved };
}

function newTalk(
  flow: string,
  given: Record<string, string[]>,
  content: Content,
): { talk: Talk } | { wrong: string } {
  const language = given['--language']?.at(-1) ?? content.fallback;
  const wrong = unknownIn(content, flow, language);
  if (wrong !== null) return { wrong };
  return { talk: { flow, language, facts: startFacts(content.flow(flow), language), steps: [] } };
}

/** The facts a talk starts with in another language: which of them she speaks may be one of them. */
export function factsIn(language: string, talk: Talk): Talk['facts'] {
  const isOwn = talk.facts.language === talk.language;
  return { ...talk.facts, ...(isOwn && { language }) };
}

/** Which of the two there is not, with those there are. */
export function unknownIn(content: Content, flow: string, language: string): string | null {
  if (!Object.hasOwn(content.flows, flow)) {
    const known = Object.keys(content.flows).join(', ');
    return `There is no flow “${flow}”. There are: ${known}.`;
  }
  if (content.languages.includes(language)) return null;
  return `There is no language “${language}”. There are: ${content.languages.join(', ')}.`;
}

/** Why a talk cannot be kept in a file of this name; null where it can. */
export function cannotSave(file: string): string | null {
  if (!/\.ya?ml$/.test(file)) return `A talk is kept as YAML: name the file ${file}.yaml.`;
  return existsSync(file) ? `${file} is there already: name another file.` : null;
}
