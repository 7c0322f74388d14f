import type { Figures, Verdict } from './judge.ts';

/** What must be 0 in every case. */
const NEVER = ['lost', 'inboundLost', 'duplicated', 'afterOptOut', 'outsideHours'] as const;

/** A case's line on standard output. */
export function lineOf(name: string, figures: Figures): string {
  const { sent, inbound, lost, inboundLost, duplicated, afterOptOut, outsideHours } = figures;
  const counts = { sent, inbound, lost, inboundLost, duplicated, afterOptOut, outsideHours };
  return JSON.stringify({ case: name, ...counts });
}

/** Which figures of a case do not hold, as sentences; none when it holds. */
export function problemsOf(name: string, { figures, expected, strange }: Verdict): string[] {
  const wrong = NEVER.filter((figure) => figures[figure] !== 0).map(
    (figure) => `${name}: ${figure} is ${figures[figure]} and must be 0`,
  );
  if (figures.sent !== expected)
    wrong.push(`${name}: sent is ${figures.sent} and must be ${expected}`);
  if (figures.inbound === 0) wrong.push(`${name}: inbound is 0: no family wrote`);
  return [...wrong, ...strange.map((what) => `${name}: ${what}`)];
}
