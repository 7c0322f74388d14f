const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The texts of the `<Message>` (or old `<Sms>`) elements of a TwiML answer, in order, unescaped. Anything
 * else in it is left alone.
 */
export function twimlMessages(xml: string): string[] {
  const found = xml.matchAll(/<(Message|Sms)(?:\s[^>]*)?(?<!\/)>([\s\S]*?)<\/\1>/g);
  return [...found]
    .map(([, , inner = '']) => {
      const body = /<Body(?:\s[^>]*)?>([\s\S]*?)<\/Body>/.exec(inner);
      return unescapeXml(
        (body?.[1] ?? inner.replace(/<Media>[\s\S]*?<\/Media>/g, '')).replace(/<[^>]*>/g, ''),
      ).trim();
    })
    .filter((text) => text !== '');
}

function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
}
