import { z } from 'zod';

const Match = z.object({ to: z.string().optional(), body: z.string().optional() }).default({});
const common = {
  /** Which requests or messages: `to` exact, `body` a part of the text; nothing given is every one. */
  match: Match,
  /** How often it strikes, then it is gone. Always, if not given. */
  times: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).default(1),
};
/** Faults of an answer strike creates; with `on`, they strike another call of the API instead. */
const onCall = { on: z.enum(['create', 'fetch', 'list']).default('create') };

const AnswerFault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('error'),
    status: z.number().int().min(400).max(599),
    code: z.number().int().nullable().default(null),
    /** True: the message was taken all the same, and only the answer is an error. */
    accepted: z.boolean().default(false),
    ...common,
    ...onCall,
  }),
  z.object({
    kind: z.enum(['timeout_before', 'timeout_after', 'close_before', 'close_after']),
    ...common,
    ...onCall,
  }),
  z.object({ kind: z.literal('slow'), ms: z.number().int().min(0), ...common, ...onCall }),
]);
const DeliveryFault = z.object({
  kind: z.literal('delivery'),
  errorCode: z.number().int(),
  status: z.enum(['failed', 'undelivered']).default('undelivered'),
  ...common,
});
const CallbackFault = z.object({
  kind: z.enum([
    'callback_lost',
    'callback_repeated',
    'callback_reversed',
    'callback_before_answer',
  ]),
  ...common,
});

/** One fault to make on demand: what it strikes, how often, and what then goes wrong. */
export const Fault = z.union([AnswerFault, DeliveryFault, CallbackFault]);
export type Fault = z.infer<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;
export type AnswerFault = z.infer<typeof AnswerFault>;

/** The faults that a message carries on its way, once it was accepted. */
export type MessageFaults = {
  delivery: { errorCode: number; status: 'failed' | 'undelivered' } | null;
  callback: z.infer<typeof CallbackFault>['kind'] | null;
};

export type Faults = {
  add: (rules: Fault[]) => void;
  clear: () => void;
  /** The first fault of an answer that strikes this call. */
  forAnswer: (on: AnswerFault['on'], call: Struck) => AnswerFault | null;
  /** The faults that this message will meet on its way, or null. */
  forMessage: (message: Struck) => MessageFaults | null;
};
type Struck = { to?: string; body?: string };

/** Keeps the rules of /control/faults and says which strike. */
export function createFaults(): Faults {
  let rules: { fault: Fault; left: number }[] = [];
  const strike = (fits: (fault: Fault) => boolean, struck: Struck): Fault | null => {
    const hit = rules.find(({ fault }) => fits(fault) && matches(fault, struck));
    if (!hit) return null;
    hit.left -= 1;
    if (hit.left <= 0) rules = rules.filter((each) => each !== hit);
    return hit.fault;
  };
  return {
    add: (more) => {
      rules = [...rules, ...more.map((fault) => ({ fault, left: fault.times ?? Infinity }))];
    },
    clear: () => {
      rules = [];
    },
    forAnswer: (on, call) =>
      strike((fault) => 'on' in fault && fault.on === on, call) as AnswerFault | null,
    forMessage: (message) => {
      const delivery = strike((fault) => fault.kind === 'delivery', message) as z.infer<
        typeof DeliveryFault
      > | null;
      const callback = strike((fault) => fault.kind.startsWith('callback_'), message) as z.infer<
        typeof CallbackFault
      > | null;
      if (!delivery && !callback) return null;
      return {
        delivery: delivery && { errorCode: delivery.errorCode, status: delivery.status },
        callback: callback?.kind ?? null,
      };
    },
  };
}

function matches(fault: Fault, struck: Struck): boolean {
  const { to, body } = fault.match;
  if (to !== undefined && to !== struck.to) return false;
  if (body !== undefined && !struck.body?.includes(body)) return false;
  return fault.probability === 1 || Math.random() < fault.probability;
}
