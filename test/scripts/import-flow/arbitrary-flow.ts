import fc from 'fast-check';

const MOST_NODES = 7;

/** Texts as people write them, with all that Puente refuses, expressions, and every length. */
const text = fc
  .array(
    fc.constantFrom(
      ...[
        'Hola, ¿cómo está?',
        'Responda CANCELAR.',
        '@contact.name',
        'Querida mamá,',
        'Mañana habrá taller',
      ],
      ...[
        '@results.answer',
        '@(upper(results.answer))',
        'Reply 1 or 2',
        '{braces}',
        '“quoted” …',
        '\n1. Uno\n2. Dos',
      ],
      ...[
        'a@@b.org',
        'Necesitamos saber cuántas personas vienen con usted este sábado por la mañana',
        ' ',
        '🙂',
      ],
    ),
    { maxLength: 9 },
  )
  .map((parts) => parts.join(' '));

const target = fc.option(fc.nat({ max: MOST_NODES - 1 }), { nil: null });

const oneCase = fc.record({
  type: fc.constantFrom(
    ...[
      'has_any_word',
      'has_phrase',
      'has_number_between',
      'has_number_lt',
      'has_number',
      'has_text',
    ],
    ...['has_date', 'has_pattern', 'has_category', 'has_group', 'has_only_text', 'has_beginning'],
  ),
  words: fc.array(
    fc.constantFrom('1', '2', '5', 'si yes', 'no', 'quizás', 'leer', 'completed', '@fields.x'),
    {
      maxLength: 2,
    },
  ),
});

const category = fc.record({
  name: fc.constantFrom(
    'Yes',
    'No',
    'Maybe',
    'Other',
    'Leer en casa',
    'any',
    '',
    '1 - 5',
    'constructor',
    'Sí, claro que sí, con mucho gusto',
  ),
  to: target,
  cases: fc.array(oneCase, { maxLength: 2 }),
});

const router = fc.record({
  type: fc.constantFrom('switch', 'switch', 'switch', 'random'),
  operand: fc.constantFrom(
    '@input.text',
    '@results.answer',
    '@results.answer.category',
    '@contact.groups',
    '@child.status',
    'x',
  ),
  categories: fc.array(category, { minLength: 1, maxLength: 5 }),
  wait: fc.constantFrom(
    null,
    { type: 'msg' },
    { type: 'msg' },
    { type: 'msg', hint: { type: 'audio' } },
    { type: 'dial' },
  ),
  timeout: fc.option(fc.integer({ min: 1, max: 10_000_000 }), { nil: null }),
  result: fc.constantFrom(null, 'Answer', 'Result 1', 'Mode', 'title', 'Child name', '¿?'),
});

const action = fc.oneof(
  fc.record({
    type: fc.constant('send_msg'),
    text,
    quick_replies: fc.array(
      fc.constantFrom('Sí', 'No', 'Leer en casa todos los días con su familia', ''),
      { maxLength: 3 },
    ),
    attachments: fc.array(
      fc.constantFrom('image:https://a.org/b.png', 'audio:http://a.org/c', 'image:@fields.x'),
      { maxLength: 2 },
    ),
  }),
  fc.constantFrom<object>(
    { type: 'set_contact_field', field: { key: 'child_name' }, value: '@results.answer' },
    { type: 'set_contact_field', field: { key: 'x' }, value: 'y' },
    { type: 'set_contact_language', language: 'spa' },
    { type: 'add_contact_groups', groups: [{ name: 'Grupo Ñandú' }, { name: '' }] },
    { type: 'set_run_result', name: 'Answer', value: '@results.answer' },
    { type: 'enter_flow', flow: { name: 'Needs survey' } },
    { type: 'open_ticket', body: 'help' },
    { type: 'something_new', text: 'x' },
  ),
);

const node = fc.record({
  actions: fc.array(action, { maxLength: 3 }),
  router: fc.option(router, { nil: null }),
  to: target,
});

/** Any flow of spec 13 or 14, with ways that go anywhere, in two languages. */
export const rapidFlow = fc
  .record({
    nodes: fc.array(node, { minLength: 1, maxLength: MOST_NODES }),
    language: fc.constantFrom('spa', 'eng', 'fra', 'und', 'base', 'hmn'),
    spec: fc.constantFrom('13.0.0', '13.6.1', '14.4.2'),
    expires: fc.constantFrom(undefined, 0, 5, 10_080),
    translated: text,
  })
  .map(({ nodes, language, spec, expires, translated }) => ({
    name: 'Any flow',
    spec_version: spec,
    language,
    expire_after_minutes: expires,
    localization: {
      eng: Object.fromEntries(nodes.map((_, i) => [`a${i}.0`, { text: [translated] }])),
      hmn: Object.fromEntries(nodes.slice(1).map((_, i) => [`c${i}.0`, { name: ['Xov xwm'] }])),
    },
    nodes: nodes.map((one, i) => nodeOf(one, i, nodes.length)),
  }));

function nodeOf(
  { actions, router: way, to }: typeof node extends fc.Arbitrary<infer N> ? N : never,
  i: number,
  count: number,
) {
  const at = (index: number | null) => (index === null ? null : `n${index % count}`);
  const numbered = actions.map((one, j) => ({ uuid: `a${i}.${j}`, ...one }));
  if (way === null)
    return {
      uuid: `n${i}`,
      actions: numbered,
      exits: [{ uuid: `x${i}`, destination_uuid: at(to) }],
    };
  const categories = way.categories.map(({ name }, j) => ({
    uuid: `c${i}.${j}`,
    name,
    exit_uuid: `x${i}.${j}`,
  }));
  const last = categories.at(-1)!.uuid;
  const timeout =
    way.timeout === null ? {} : { timeout: { seconds: way.timeout, category_uuid: last } };
  return {
    uuid: `n${i}`,
    actions: numbered,
    router: {
      type: way.type,
      operand: way.operand,
      categories,
      cases: way.categories.flatMap(({ cases }, j) =>
        cases.map(({ type, words }, k) => ({
          uuid: `k${i}.${j}.${k}`,
          type,
          arguments: words,
          category_uuid: `c${i}.${j}`,
        })),
      ),
      default_category_uuid: last,
      result_name: way.result,
      wait: way.wait && { ...way.wait, ...timeout },
    },
    exits: way.categories.map(({ to: next }, j) => ({
      uuid: `x${i}.${j}`,
      destination_uuid: at(next),
    })),
  };
}
