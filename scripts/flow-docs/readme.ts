import {
  EXPECTS,
  flowSchema,
  HOST_STEPS,
  type HostStep,
  hostStepTold,
  INTENTS,
  type JsonSchema,
  KINDS_OF_FACT,
  kindOfAnswer,
  NODE_TYPES,
  needsFactName,
} from '#engine';
import { type Field, fieldsOf } from './fields.ts';

/** flows/README.md: the prose, with all that the engine itself knows put in at its marks. */
export function flowReadme(prose: string): string {
  const parts: Record<string, string> = {
    frame: fieldList(flowSchema()),
    facts: table(
      ['kind', 'what it is'],
      [
        ...Object.entries(KINDS_OF_FACT).map(([kind, about]) => [`\`${kind}\``, about]),
        ['`[morning, evening]`', 'one of these'],
      ],
    ),
    types: typesTable(),
    nodes: ownTypes().map(nodeSection).join('\n\n'),
    kinds: kindsTable(),
    besides: `${[...INTENTS, 'media'].map((name) => `\`${name}\``).join(', ')}.`,
    steps: stepsSection(),
  };
  const unknown = [...prose.matchAll(/^<!-- (\w+) -->$/gm)].filter(([, name]) => !parts[name!]);
  if (unknown.length > 0) throw new Error(`Nothing is known to put at ${unknown[0]![0]}.`);
  return prose.replaceAll(/^<!-- (\w+) -->$/gm, (_, name: string) => parts[name]!);
}

function isStep(type: string): type is HostStep {
  return Object.hasOwn(HOST_STEPS, type);
}

function ownTypes(): string[] {
  return Object.keys(NODE_TYPES).filter((type) => !isStep(type));
}

function schemaOf(type: string): JsonSchema {
  return (flowSchema().definitions as Record<string, JsonSchema>)[type]!;
}

function typesTable(): string {
  const rows = ownTypes().map((type) => [`[\`${type}\`](#${type})`, NODE_TYPES[type]!.about]);
  const steps = Object.keys(HOST_STEPS).map((step) => `\`${step}\``);
  return `${table(['`type`', 'what it does'], rows)}

Besides, the program does these: ${steps.join(', ')}; see [host steps](#host-steps).`;
}

function nodeSection(type: string): string {
  const { about, example } = NODE_TYPES[type]!;
  return `### ${type}\n\n${about}\n\n${fieldList(schemaOf(type))}\n\n${yaml(example)}`;
}

function kindsTable(): string {
  const plain = EXPECTS.filter((expect) => !needsFactName(expect));
  const own = EXPECTS.filter(needsFactName);
  const rows = (kinds: typeof EXPECTS, suffix: string) =>
    kinds.map((expect) => {
      const { about, ways } = kindOfAnswer(expect);
      return [`\`${expect}\`${suffix}`, about, ways];
    });
  return table(
    ['`expect`', 'what she answers', 'ways in `on`'],
    [...rows(plain, ''), ...rows(own, ', with `as`')],
  );
}

function stepsSection(): string {
  const steps = Object.keys(HOST_STEPS) as HostStep[];
  const told = steps.map((step) => {
    const { about, outcomes } = hostStepTold(step);
    const ways = Object.entries(outcomes).map(([outcome, means]) => `\`${outcome}\`, ${means}`);
    return `- \`${step}\`: ${about} Outcomes: ${ways.join('; ')}.`;
  });
  const fields = new Map<string, { field: Field; steps: string[] }>();
  for (const step of steps) {
    for (const field of fieldsOf(schemaOf(step)).filter(({ path }) => !path.startsWith('on'))) {
      const name = `${field.path} ${field.about}`;
      fields.set(name, { field, steps: [...(fields.get(name)?.steps ?? []), step] });
    }
  }
  const lines = [...fields.values()].map(({ field, steps: of }) => {
    const whose =
      of.length === steps.length ? '' : ` (${of.map((one) => `\`${one}\``).join(', ')})`;
    return `${fieldLine(field)}${whose}`;
  });
  return [
    told.join('\n'),
    'Fields besides `on`:',
    lines.join('\n'),
    yaml(steps.map((step) => NODE_TYPES[step]!.example).join('\n')),
  ].join('\n\n');
}

function fieldList(schema: JsonSchema): string {
  return fieldsOf(schema).map(fieldLine).join('\n');
}

function fieldLine({ path, needed, about, names }: Field): string {
  const name = needed ? `**\`${path}\`**` : `\`${path}\``;
  const isTold = names.every((one) => about.includes(`\`${one}\``) || about.includes(`[${one}]`));
  const among = isTold ? '' : ` One of ${names.map((one) => `\`${one}\``).join(', ')}.`;
  return `- ${name}: ${about}${among}`;
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
