import { createRequire } from 'node:module';

/** What of @floip/flow-runner is used: it has no types that a module of ours can take. */
type Floip = {
  FlowRunner: new (context: object) => { run: () => Promise<unknown> };
};

const LANGUAGES = ['spa', 'eng'];
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const exit = (n: number, test: string, destination?: number) => ({
  uuid: uuid(n),
  label: test,
  tag: `way_${n}`,
  test,
  config: {},
  ...(destination !== undefined && { destination_block: uuid(destination) }),
});

/** A question of two choices, the like of the one Puente is measured with. */
const question = (n: number, name: string, choices: string[], next?: number) => ({
  uuid: uuid(n),
  name,
  type: 'MobilePrimitives.SelectOneResponse',
  config: {
    prompt: uuid(n + 500),
    choices: Object.fromEntries(choices.map((choice) => [choice, uuid(n + 501)])),
  },
  exits: [
    ...choices.map((choice, i) => exit(n + 10 + i, `block.value = "${choice}"`, next)),
    { ...exit(n + 19, 'true', next), default: true },
  ],
});

const message = (n: number, name: string) => ({
  uuid: uuid(n),
  name,
  type: 'MobilePrimitives.Message',
  config: { prompt: uuid(n + 500) },
  exits: [{ ...exit(n + 10, 'true'), default: true }],
});

const flows = [
  {
    uuid: uuid(1),
    name: 'bench',
    last_modified: '2026-12-01 00:00:00.000000',
    interaction_timeout: 3600,
    supported_modes: ['TEXT'],
    languages: LANGUAGES.map((id) => ({ id, iso_639_3: id, label: id })),
    first_block_id: uuid(100),
    blocks: [
      question(100, 'topic', ['reading', 'college'], 200),
      question(200, 'time', ['morning', 'evening'], 300),
      message(300, 'thanks'),
    ],
  },
];
const resources = [100, 200, 300].map((n) => ({
  uuid: uuid(n + 500),
  values: LANGUAGES.map((language_id) => ({
    language_id,
    content_type: 'TEXT',
    modes: ['TEXT'],
    value: 'What would you like to learn?',
  })),
}));

/**
 * Makes @floip/flow-runner's turn on the same conversation: the first question answered, the second asked.
 * The flow and its texts are loaded beforehand and are no part of the conversation, as in ours.
 */
export async function floipTurn(): Promise<{ turn: () => Promise<string>; bytes: number }> {
  const { FlowRunner } = createRequire(import.meta.url)('@floip/flow-runner') as Floip;
  const begun = {
    id: uuid(9),
    created_at: '2026-12-01 00:00:00.000000',
    delivery_status: 'QUEUED',
    mode: 'TEXT',
    language_id: 'spa',
    contact: { id: 'c1', name: 'c1', created_at: '2026-12-01', groups: [] },
    groups: [],
    session_vars: {},
    interactions: [],
    nested_flow_block_interaction_id_stack: [],
    reversible_operations: [],
    first_flow_id: uuid(1),
    vendor_metadata: {},
    logs: {},
    flows,
    resources,
  };
  // It tells on the console whenever it comes to a question: that would be measured too.
  console.info = () => {};
  const first = await new FlowRunner(begun).run();
  if (!first) throw new Error('flow-runner asked nothing: its version has changed.');
  const stored = withoutFlow(begun);
  const turn = async () => {
    const context = { ...JSON.parse(stored), flows, resources };
    context.cursor.promptConfig.value = 'reading';
    await new FlowRunner(context).run();
    return withoutFlow(context);
  };
  const after = JSON.parse(await turn());
  if (after.interactions.length !== 2 || after.interactions[0].value !== 'reading') {
    throw new Error('flow-runner did not take the answer: its version has changed.');
  }
  return { turn, bytes: Buffer.byteLength(stored) };
}

function withoutFlow(context: object): string {
  return JSON.stringify({ ...context, flows: undefined, resources: undefined });
}
