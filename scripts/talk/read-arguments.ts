import { existsSync } from 'node:fs';
import type { Content } from '#content';
import { readFact, startFacts } from './start-facts.ts';
import type { Talk } from './talk.ts';

/** What `npm run talk` was asked for, or what is wrong with it. */
export type Asked = { talk: Talk; save: string | null } | { wrong: string };

const OPTIONS = ['--language', '--fact', '--save'];

/** The sentence that tells how to begin, with every flow there is. */
export function usage(content: Content): string {
  const flows = Object.values(content.flows).map(({ id, about }) => `  ${id.padEnd(16)} ${about}`);
  return [
    'npm run -s talk -- <flow> [--language es] [--fact name=value]… [--save talk.yaml]',
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
  if (!Object.hasOwn(content.flows, id)) {
    const known = Object.keys(content.flows).join(', ');
    return { wrong: `There is no flow “${id}”. There are: ${known}.` };
  }
  const language = given['--language']?.at(-1) ?? content.fallback;
  if (!content.languages.includes(language)) {
    const known = content.languages.join(', ');
    return { wrong: `There is no language “${language}”. There are: ${known}.` };
  }
  const flow = content.flow(id);
  const facts = startFacts(flow, language);
  for (const written of given['--fact'] ?? []) {
    const fact = readFact(flow, written);
    if ('wrong' in fact) return fact;
    if (fact.value === null) delete facts[fact.name];
    else facts[fact.name] = fact.value;
  }
  const save = given['--save']?.at(-1) ?? null;
  const wrong = save === null ? null : cannotSave(save);
  return wrong === null ? { talk: { flow: id, language, facts, steps: [] }, save } : { wrong };
}

/** Why a talk cannot be kept in a file of this name; null where it can. */
export function cannotSave(file: string): string | null {
  if (!/\.ya?ml$/.test(file)) return `A talk is kept as YAML: name the file ${file}.yaml.`;
  return existsSync(file) ? `${file} is there already: name another file.` : null;
}
