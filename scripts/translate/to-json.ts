const WIDTH = 100;

/** JSON as the formatter of this project writes it: lists that fit stand on one line. */
export function toJson(value: object): string {
  const text = JSON.stringify(value, null, 2);
  const lists = text.replaceAll(
    /^(.*)\[\n([^[\]{}]*?)\n\s*\](,?)$/gm,
    (all, before, items, end) => {
      const line = `${before}[${items
        .split('\n')
        .map((item: string) => item.trim())
        .join(' ')}]${end}`;
      return line.length <= WIDTH ? line : all;
    },
  );
  return `${lists}\n`;
}
