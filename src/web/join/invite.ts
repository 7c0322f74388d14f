import type { JoinKey } from '#content';
import { type JoinWay, joinMessage, joinWord } from '#conversations';
import { joinAddress, smsLink, whatsappLink, writePhone } from '#domain';
import type { PageView, Side } from './page.tsx';
import { qrCode } from './qr.ts';
import { pageLanguages, usableWords, type WordsWorld } from './words.ts';

/** Where families reach us: the page's address, and our own numbers as far as they are known. */
export type JoinReach = {
  publicUrl: string;
  twilio: { from: string | null; whatsappFrom: string | null };
};

/** What the page says; a language of which one of these was not read over is left out. */
const SAID: readonly JoinKey[] = [
  'title',
  'who',
  'what',
  'send',
  'to',
  'to_whatsapp',
  'by_text',
  'by_whatsapp',
  'asked',
  'often',
  'stop',
  'rates',
  'scan',
  'qr',
];

/**
 * What the page of a way to join shows, the language of its word first. Null where we have no number of
 * our own to name, or no language has been read over.
 */
export function viewOf(world: WordsWorld, reach: JoinReach, way: JoinWay): PageView | null {
  const { from, whatsappFrom } = reach.twilio;
  if (!from && !whatsappFrom) return null;
  const sides = pageLanguages(way.language).flatMap((language): Side[] => {
    const words = usableWords(world, language, SAID);
    if (!words) return [];
    const word = joinWord(way, language);
    const message = joinMessage(way, language);
    const sms = from && { number: writePhone(from), link: smsLink(from, message) };
    const whatsapp = whatsappFrom && {
      number: writePhone(whatsappFrom),
      link: whatsappLink(whatsappFrom, message),
    };
    return [{ language, words, word, message, sms: sms || null, whatsapp: whatsapp || null }];
  });
  if (sides.length === 0) return null;
  const address = joinAddress(reach.publicUrl, joinWord(way), way.site?._id ?? null);
  const { name: organisation } = world.programme();
  return { organisation, site: way.site?.name ?? null, sides, qr: qrCode(address) };
}
