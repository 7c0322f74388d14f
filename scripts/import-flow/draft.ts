import type { Words } from './spoken.ts';

/** Something that did not come over as it was: where, what it was, and what to do or what stands there now. */
export type Note = { at: string; was: string; instead: string };

/** A node of a flow as its YAML has it. */
export type Step = { type: string; [field: string]: unknown };

/** An answer that a question makes known: its fact, and the options by the name of RapidPro's category. */
export type Answer = {
  fact: string;
  kind: 'option' | 'number' | 'text' | 'date';
  /** What each option is called and by which words it was chosen in RapidPro, lower case. */
  options: { name: string; words: string[] }[];
};

/** A question with the words by which RapidPro knew its answers. */
export type Heard = {
  at: string;
  expect: 'choice' | 'yes_no' | 'attendance';
  options: Answer['options'];
};

/** A flow in the making. Nodes, texts and notes are in the order in which they are to be written. */
export type Draft = {
  nodes: Map<string, Step>;
  /** Texts by key, as RapidPro has them, expressions included; `<key>_options.<name>` for options. */
  texts: Map<string, Words>;
  /** Without counterpart. */
  lost: Note[];
  /** With one that differs, or with a default that RapidPro does not have. */
  changed: Note[];
  /** Answers by RapidPro's name of the result. */
  answers: Map<string, Answer>;
  /** The questions that name their answers. */
  heard: Heard[];
  /** Names of facts that are taken. */
  facts: Set<string>;
  /** Fields of the contact's that this flow sets from a fact. */
  fields: Map<string, string>;
};

/** An empty draft. */
export function newDraft(): Draft {
  return {
    nodes: new Map(),
    texts: new Map(),
    lost: [],
    changed: [],
    answers: new Map(),
    heard: [],
    facts: new Set(),
    fields: new Map(),
  };
}

/** A name as flows use them, of words: small letters without accents, digits and `_`; never empty. */
export function slug(words: string, most = 40): string {
  const plain = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const named = /^[a-z]/.test(plain) ? plain : plain && `n_${plain}`;
  const cut = named.length > most ? named.slice(0, most + 1).replace(/_[^_]*$/, '') : named;
  return cut.slice(0, most) || 'node';
}

/** The name itself, or the first of `name_2`, `name_3`… that is not taken. */
export function unused(name: string, isTaken: (name: string) => boolean): string {
  let found = name;
  for (let i = 2; isTaken(found); i += 1) found = `${name}_${i}`;
  return found;
}

/** A text shortened for a list. */
export function brief(text: string, most = 60): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 3)}...` : line;
}
