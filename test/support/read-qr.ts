/** Error correction blocks and data codewords of each, by version and level (ISO/IEC 18004, table 9). */
const BLOCKS: Record<number, Record<string, [blocks: number, codewords: number]>> = {
  1: { L: [1, 19], M: [1, 16], Q: [1, 13], H: [1, 9] },
  2: { L: [1, 34], M: [1, 28], Q: [1, 22], H: [1, 16] },
  3: { L: [1, 55], M: [1, 44], Q: [2, 17], H: [2, 13] },
  4: { L: [1, 80], M: [2, 32], Q: [2, 24], H: [4, 9] },
  5: { L: [1, 108], M: [2, 43] },
  6: { L: [2, 68], M: [4, 27], Q: [4, 19], H: [4, 15] },
};

/** Which modules a mask turns over, by its number. */
const MASKS: ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/**
 * Reads a clean QR code of bytes, of versions 1 to 6, as a phone's camera would, without correcting errors:
 * `dark` tells of every module from the top left, without the white border.
 */
export function readQr(dark: boolean[][]): string {
  const version = (dark.length - 17) / 4;
  const format = bitsToNumber(dark[8]!.slice(0, 5)) ^ 0b10101;
  const level = ['M', 'L', 'H', 'Q'][format >> 3]!;
  const blocks = BLOCKS[version]?.[level];
  if (!blocks) throw new Error(`No table for version ${version}, level ${level}.`);
  const bits = dataBits(dark, MASKS[format & 7]!);
  const codewords = Array.from({ length: blocks[0] * blocks[1] }, (_, i) =>
    bitsToNumber(bits.slice(8 * i, 8 * i + 8)),
  );
  const inOrder = codewords.map((_, i) => codewords[place(i, blocks)]!);
  const stream = inOrder.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((n) => byte & (1 << n)));
  const read = (from: number, count: number) =>
    bitsToNumber(stream.slice(from, from + count).map(Boolean));
  if (read(0, 4) !== 0b0100) throw new Error('The code holds no bytes.');
  const bytes = Array.from({ length: read(4, 8) }, (_, i) => read(12 + 8 * i, 8));
  return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
}

/** Codewords are written in turn, one of each block. */
function place(i: number, [blocks, codewords]: [number, number]): number {
  return (i % codewords) * blocks + Math.floor(i / codewords);
}

/** The modules that carry data, unmasked: up and down in columns of two, from the right. */
function dataBits(dark: boolean[][], mask: (row: number, column: number) => boolean): boolean[] {
  const size = dark.length;
  const bits: boolean[] = [];
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isPattern(row, column, size)) bits.push(dark[row]![column]! !== mask(row, column));
      }
    }
    upward = !upward;
  }
  return bits;
}

/** Corners with their format, timing lines, and the small square that versions 2 to 6 have. */
function isPattern(row: number, column: number, size: number): boolean {
  if (row === 6 || column === 6) return true;
  if (row <= 8 && (column <= 8 || column >= size - 8)) return true;
  if (row >= size - 8 && column <= 8) return true;
  const near = (at: number) => Math.abs(at - (size - 7)) <= 2;
  return size > 21 && near(row) && near(column);
}

function bitsToNumber(bits: boolean[]): number {
  return bits.reduce((number, bit) => number * 2 + Number(bit), 0);
}
