import type { Language } from '#domain';
import { type Flow, flowTexts } from '#engine';
import type { Content } from '../content.ts';
import type { FlatText } from './flat-texts.ts';

type Question = { language: Language; namespace: string; key: string };

/**
 * The words of the options that are listed below a question's texts, its repetitions among them, in order;
 * none where the text lists them itself, or where the language lacks one.
 */
export function optionsBeside(content: Content, texts: FlatText[], question: Question): string[] {
  const { language, namespace, key } = question;
  const flow = content.flows[namespace];
  if (!flow) return [];
  const words = new Map(
    texts
      .filter((text) => text.language === language && text.namespace === namespace)
      .map((text) => [text.key, text.text]),
  );
  const found = listedBelow(flow, key).map((option) => words.get(option));
  return found.every((word) => word !== undefined) ? (found as string[]) : [];
}

function listedBelow(flow: Flow, key: string): string[] {
  const uses = flowTexts(flow);
  const asking = uses.find((use) => use.key === key && /^nodes\.[^.]+\.(?!options)/.test(use.path));
  if (!asking) return [];
  const node = asking.path.split('.').slice(0, 2).join('.');
  return uses.filter(({ path }) => path.startsWith(`${node}.options.`)).map((use) => use.key);
}
