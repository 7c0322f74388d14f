import { z } from 'zod';

const Action = z.looseObject({ uuid: z.string().default(''), type: z.string() });

/** What a node does; which fields it has goes by its `type`. */
export type Action = z.output<typeof Action>;

const Case = z.looseObject({
  uuid: z.string().default(''),
  type: z.string(),
  arguments: z.array(z.string()).nullish(),
  category_uuid: z.string(),
});

export type Case = z.output<typeof Case>;

const Category = z.looseObject({
  uuid: z.string(),
  name: z.string().default(''),
  exit_uuid: z.string().nullish(),
});

export type Category = z.output<typeof Category>;

const Wait = z.looseObject({
  type: z.string(),
  hint: z.looseObject({ type: z.string() }).nullish(),
  timeout: z.looseObject({ seconds: z.number(), category_uuid: z.string() }).nullish(),
});

const Router = z.looseObject({
  type: z.string(),
  operand: z.string().nullish(),
  cases: z.array(Case).default([]),
  categories: z.array(Category).default([]),
  default_category_uuid: z.string().nullish(),
  result_name: z.string().nullish(),
  wait: Wait.nullish(),
});

/** How a node chooses its exit, and whether it waits for a message first. */
export type Router = z.output<typeof Router>;

const Node = z.looseObject({
  uuid: z.string(),
  actions: z.array(Action).default([]),
  router: Router.nullish(),
  exits: z.array(z.looseObject({ uuid: z.string(), destination_uuid: z.string().nullish() })),
});

export type RapidNode = z.output<typeof Node>;

/**
 * A flow as RapidPro exports it since spec 13, as far as we read it (textit.com/mr/docs). Translations are by
 * language, by the uuid of what is translated, and by its property, each a list.
 */
export const RapidFlow = z.looseObject({
  uuid: z.string().default(''),
  name: z.string(),
  spec_version: z.string(),
  language: z.string().default('und'),
  type: z.string().default('messaging'),
  expire_after_minutes: z.number().nullish(),
  localization: z
    .record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
    .nullish(),
  nodes: z.array(Node),
});

export type RapidFlow = z.output<typeof RapidFlow>;

const Reference = z.looseObject({ uuid: z.string().nullish(), name: z.string().nullish() });

/** What starts a flow: a keyword (`K`), a schedule (`S`), and others. */
export const Trigger = z.looseObject({
  trigger_type: z.string(),
  keyword: z.string().nullish(),
  keywords: z.array(z.string()).nullish(),
  flow: Reference.nullish(),
});

export type Trigger = z.output<typeof Trigger>;

const Campaign = z.looseObject({
  name: z.string().nullish(),
  events: z.array(z.looseObject({ flow: Reference.nullish() })).default([]),
});

/** What lies beside the flows of an export. */
export const Beside = z.looseObject({
  triggers: z.array(Trigger).default([]),
  campaigns: z.array(Campaign).default([]),
  groups: z
    .array(z.looseObject({ name: z.string().default(''), query: z.string().nullish() }))
    .default([]),
});

export type Beside = z.output<typeof Beside>;
