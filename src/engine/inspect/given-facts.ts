import type { FactType, FactTypes } from '../fact-types.ts';
import type { Finding } from '../node-type.ts';
import { type FlowNode, kindOf } from '../nodes/index.ts';
import { ANSWERS } from '../reading.ts';

/**
 * The facts of a flow: those declared, and those its questions make known. One name means one kind of
 * thing, wherever it comes from.
 */
export function givenFacts(
  nodes: Record<string, FlowNode>,
  declared: FactTypes,
): { facts: FactTypes; findings: Finding[] } {
  const facts: FactTypes = { ...declared };
  const findings: Finding[] = [];
  for (const [id, node] of Object.entries(nodes)) {
    for (const { path, fact, type } of kindOf(node).gives?.(node) ?? []) {
      const known = facts[fact];
      if (known === undefined) facts[fact] = type;
      else if (!isSame(known, type)) {
        findings.push({ path: `nodes.${id}.${path}`, message: conflict(fact, known, type) });
      }
    }
  }
  return { facts, findings };
}

function conflict(fact: string, known: FactType, type: FactType): string {
  const asAnswer = (ANSWERS as string[]).includes(fact) ? ' everywhere' : ' elsewhere';
  return `\`${fact}\` is ${named(known)}${asAnswer}, and here ${named(type)}: choose another name`;
}

function named(type: FactType): string {
  return Array.isArray(type) ? `one of ${type.join(', ')}` : `a ${type}`;
}

function isSame(one: FactType, other: FactType): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
