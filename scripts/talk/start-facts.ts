import type { Facts, FactValue, Flow } from '#engine';

/** What the program tells a flow at its start, for the facts that it knows of. */
const TOLD: Facts = {
  first: true,
  zoom_offered: true,
  childcare_offered: true,
  answered: false,
  seat: false,
  until: '2026-11-29T02:00:00Z',
  sites: 'bolivar=Primaria Bolívar\nroosevelt=Roosevelt',
};

/** What it tells some flows besides, or otherwise. */
const TOLD_TO: Record<string, Facts> = {
  seat_offer: { party_size: 2 },
  invitations: {
    events: 'reading=Leer en familia, 5 de diciembre\nmaths=Matemáticas, 7 de diciembre',
    lines: 'Roosevelt:\n1) Leer en familia, 5 dic\n2) Matemáticas, 7 dic',
    rest: '',
  },
  opt_out_check: { seat: true },
};

/** The facts a talk starts with where nobody says otherwise: those the flow declares and a program knows. */
export function startFacts(flow: Flow, language: string): Facts {
  const told = Object.entries(TOLD).filter(([name]) => Object.hasOwn(flow.facts, name));
  const asks = Object.values(flow.nodes).some(
    (node) => node.type === 'ask' && node.expect === 'language',
  );
  return { ...Object.fromEntries(told), ...TOLD_TO[flow.id], ...(asks && { language }) };
}

/** A fact as one writes it (`party_size=3`), or what is wrong with it. An empty value unsets the fact. */
export function readFact(
  flow: Flow,
  written: string,
): { name: string; value: FactValue | null } | { wrong: string } {
  const [, name = '', text = ''] = /^([^=]*)=?(.*)$/s.exec(written) ?? [];
  const type = Object.hasOwn(flow.facts, name) ? flow.facts[name] : undefined;
  if (type === undefined || !written.includes('=')) {
    const known = Object.keys(flow.facts).sort().join(', ');
    return { wrong: `Write a fact as name=value; ${flow.id} knows ${known}.` };
  }
  if (text === '') return { name, value: null };
  if (type === 'number') {
    return /^\d+$/.test(text)
      ? { name, value: Number(text) }
      : { wrong: `${name} is a number: write ${name}=3.` };
  }
  if (type === 'boolean') {
    return text === 'true' || text === 'false'
      ? { name, value: text === 'true' }
      : { wrong: `${name} is true or false: write ${name}=true.` };
  }
  if (Array.isArray(type) && !type.includes(text))
    return { wrong: `${name} is one of ${type.join(', ')}.` };
  if (type === 'date' && Number.isNaN(Date.parse(text)))
    return { wrong: `${name} is a date: write ${name}=2026-12-05T18:00:00Z.` };
  return { name, value: type === 'options' ? text.replaceAll(/;\s*/g, '\n') : text };
}
