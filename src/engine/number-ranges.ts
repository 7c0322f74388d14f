const RANGE = /^(0|[1-9]\d{0,3})(-(0|[1-9]\d{0,3})?)?$/;

type Range = { from: number; to: number };

/** Whether a way's key names numbers: `3`, `1-3`, or `4-` for four and more. */
export function isNumberRange(key: string): boolean {
  return readRange(key) !== null;
}

function readRange(key: string): Range | null {
  const match = RANGE.exec(key);
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : match[3] === undefined ? Infinity : Number(match[3]);
  return to < from ? null : { from, to };
}

/** The first of these keys whose numbers a value is among. */
export function rangeOf(value: number, keys: readonly string[]): string | undefined {
  return keys.find((key) => {
    const range = readRange(key);
    return range !== null && value >= range.from && value <= range.to;
  });
}

/**
 * What whole numbers from `from` to `to` no key covers, as a range that could be added; null if all have
 * their way.
 */
export function uncovered(keys: readonly string[], from: number, to: number): string | null {
  const ranges = keys.flatMap((key) => readRange(key) ?? []).sort((a, b) => a.from - b.from);
  let next = from;
  for (const range of ranges) {
    if (range.from > next) break;
    next = Math.max(next, range.to + 1);
  }
  if (next > to || next === Infinity) return null;
  const after = ranges.find((range) => range.from > next);
  const end = Math.min(to, (after?.from ?? Infinity) - 1);
  if (end === next) return String(next);
  return end === Infinity ? `${next}-` : `${next}-${end}`;
}
