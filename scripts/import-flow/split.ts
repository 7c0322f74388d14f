import { fold } from '#domain';
import { caseText, endsOf, familyOf, rangeOfCase, wordsOfCase } from './cases.ts';
import { type Answer, type Draft, type Step, slug } from './draft.ts';
import type { Case, RapidNode, Router } from './rapidpro.ts';
import { DONE, type Source, targetOf, targetOfCategory } from './source.ts';
import { quoted, wordsOf } from './spoken.ts';
import { isOfChild } from './sub-flow.ts';

/**
 * The step that a router without a wait becomes: a branch on an answer of this flow, or where Puente cannot tell
 * what RapidPro told, the one way that is safe, with the others listed.
 */
export function splitStep(source: Source, draft: Draft, node: RapidNode, at: string): Step {
  const router = node.router!;
  const answer = answerOf(draft, router);
  const other = targetOfCategory(source, node, router.default_category_uuid);
  if (!answer || router.type !== 'switch') return onlyWay(source, draft, node, at);
  const when = router.cases.flatMap((one) => {
    const go = targetOfCategory(source, node, one.category_uuid);
    const conditions = conditionsOf(source, answer, one);
    if (conditions.length === 0)
      draft.lost.push({
        at,
        was: `the case ${caseText(one)} of ${router.operand}`,
        instead: `add its way by hand; now it goes where nothing else fits (${other})`,
      });
    return conditions.map((condition) => ({ fact: answer.fact, ...condition, go }));
  });
  tellNames(source, draft, router, at, 'it is a branch on that answer now');
  return when.length > 0 ? { type: 'branch', when, otherwise: other } : { type: 'pass', go: other };
}

/** The answer a router looks at, if it is one of this flow's. */
function answerOf(draft: Draft, { operand }: Router): Answer | undefined {
  const match =
    /^@\(?\s*results\.([a-z0-9_]+)(\.(category|value|input|category_localized))?\s*\)?$/i.exec(
      operand?.trim() ?? '',
    );
  return match ? draft.answers.get(slug(match[1]!, 64)) : undefined;
}

function conditionsOf(source: Source, answer: Answer, one: Case): Record<string, unknown>[] {
  const family = familyOf(one);
  if (family === 'text') return [{ set: true }];
  if (family === 'number' && answer.kind === 'number') {
    const range = rangeOfCase(one);
    if (range === null) return [];
    const { from, to } = endsOf(range);
    return [{ from, ...(to !== Infinity && { to }) }];
  }
  if (family !== 'words' || answer.kind !== 'option') return [];
  const wanted = [...wordsOfCase(source, one), ...(one.arguments ?? []).map(fold)];
  return answer.options
    .filter(({ words }) => words.some((word) => wanted.includes(word)))
    .map(({ name }) => ({ is: name }));
}

/** The way taken where nothing tells which: what RapidPro takes when no case fits; success of a ticket. */
function onlyWay(source: Source, draft: Draft, node: RapidNode, at: string): Step {
  const router = node.router!;
  const isTicket = node.actions.some(({ type }) => type === 'open_ticket');
  // A flow that is not here is passed over, as if it had come to its end.
  const ended = isOfChild(router.operand)
    ? router.cases.find((one) => one.arguments?.includes('completed'))
    : undefined;
  const first = router.cases[0]?.category_uuid ?? router.categories[0]?.uuid;
  const plain = isTicket || router.type === 'random' ? first : router.default_category_uuid;
  const chosen = ended?.category_uuid ?? plain;
  const go = chosen ? targetOfCategory(source, node, chosen) : targetOf(source, node);
  const category = router.categories.find(({ uuid }) => uuid === chosen);
  const ways = new Set(router.categories.map(({ uuid }) => targetOfCategory(source, node, uuid)));
  if (ways.size > 1)
    draft.lost.push({
      at,
      was: `${whatItIs(router)} (${describe(source, router)})`,
      instead: `it always goes the way "${category?.name ?? ''}" now (${go === DONE ? 'the end' : go}): tell the others apart by a question, or remove them`,
    });
  else tellNames(source, draft, router, at, 'all of them lead to the same place');
  return { type: 'pass', go };
}

function whatItIs({ type, operand }: Router): string {
  return type === 'random' ? 'a way chosen by chance' : `ways by ${operand ?? 'nothing'}`;
}

function describe(source: Source, router: Router): string {
  return router.categories
    .map(({ uuid, name }) => {
      const cases = router.cases.filter((one) => one.category_uuid === uuid);
      const words = cases.flatMap((one) => wordsOfCase(source, one));
      const why = cases.length > 0 ? `: ${cases.map(caseText).join(', ')}` : '';
      const all = quoted(wordsOf(source.flow, uuid, 'name', name), source.language);
      return `${all}${why}${words.length > 0 ? ` [${words.join(' ')}]` : ''}`;
    })
    .join('; ');
}

function tellNames(
  source: Source,
  draft: Draft,
  router: Router,
  at: string,
  instead: string,
): void {
  draft.changed.push({
    at,
    was: `${whatItIs(router)} (${describe(source, router)})`,
    instead,
  });
}
