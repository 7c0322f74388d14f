import { Beside, RapidFlow } from './rapidpro.ts';

/** One flow of an export, and what of the rest is about it; or why there is none, in a sentence. */
export type ReadExport = { flow: RapidFlow; beside: Beside } | { wrong: string };

const NOT_AN_EXPORT =
  'This is no RapidPro export: give the file that RapidPro writes under "Export", with "flows" in it, or one flow of it with "nodes".';

/**
 * Reads a whole export of RapidPro or the definition of one flow, of spec 13 or 14. `wanted` is a flow's name or
 * uuid, needed where there are several.
 */
export function readExport(text: string, wanted?: string): ReadExport {
  let object: unknown;
  try {
    object = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { wrong: `The file is not JSON (${(error as Error).message}): export it again.` };
  }
  if (!isObject(object)) return { wrong: NOT_AN_EXPORT };
  const chosen = Array.isArray(object.flows) ? choose(object.flows, wanted) : { one: object };
  if ('wrong' in chosen) return chosen;
  const unfit = unfitness(chosen.one, object);
  if (unfit !== null) return { wrong: unfit };
  const flow = RapidFlow.safeParse(chosen.one);
  const beside = Beside.safeParse(Array.isArray(object.flows) ? object : {});
  const [issue] = [...(flow.error?.issues ?? []), ...(beside.error?.issues ?? [])];
  if (!flow.success || !beside.success)
    return {
      wrong: `The export cannot be read at ${issue!.path.join('.')} (${issue!.message}): export the flow again.`,
    };
  if (flow.data.nodes.length === 0)
    return { wrong: `The flow "${flow.data.name}" has no nodes: there is nothing to import.` };
  return { flow: flow.data, beside: beside.data };
}

type Plain = Record<string, unknown>;

function isObject(value: unknown): value is Plain {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function choose(flows: unknown[], wanted: string | undefined): { one: Plain } | { wrong: string } {
  const all = flows.filter(isObject);
  if (all.length === 0) return { wrong: 'There is no flow in this export.' };
  const names = all.map((flow) => `"${nameOf(flow)}"`).join(', ');
  const fitting =
    wanted === undefined
      ? all
      : all.filter((flow) => flow.uuid === wanted || nameOf(flow) === wanted);
  if (fitting.length === 1) return { one: fitting[0]! };
  if (wanted !== undefined && fitting.length === 0)
    return { wrong: `There is no flow "${wanted}" in this export. There are: ${names}.` };
  return { wrong: `There are several flows: choose one by --flow "Name". There are: ${names}.` };
}

function nameOf(flow: Plain): string {
  const { name } = isObject(flow.metadata) ? flow.metadata : flow;
  return typeof name === 'string' ? name : String(flow.name ?? '');
}

/** Why a flow cannot be imported, though it may be one. */
function unfitness(flow: Plain, whole: Plain): string | null {
  const spec = String(flow.spec_version ?? flow.version ?? whole.version ?? '');
  const major = Number.parseInt(spec, 10);
  if ('action_sets' in flow || 'rule_sets' in flow || (major > 0 && major < 13))
    return `The flow "${nameOf(flow)}" is in RapidPro's older format (${spec || 'before 13'}): open it in RapidPro of today, save it, and export it again.`;
  if (!Array.isArray(flow.nodes)) return NOT_AN_EXPORT;
  if (flow.spec_version === undefined)
    return `The flow "${nameOf(flow)}" does not say its "spec_version": export it from RapidPro again.`;
  if (major !== 13 && major !== 14)
    return `The flow "${nameOf(flow)}" is of spec ${spec}, and this import knows 13 and 14.`;
  if (flow.type === 'voice')
    return `The flow "${nameOf(flow)}" is for phone calls, which Puente does not make.`;
  return null;
}
