import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { currentContent } from '#content';
import { joinAddress, type Site, smsLink, whatsappLink } from '#domain';
import { command, done, refused } from '../command.ts';

/** The links by which families join with a word from a flyer, and the QR code of the page that has them. */
export const joinLink = command(
  z.strictObject({
    keyword: z.string(),
    site: z.string().optional(),
    qr: z.string().min(1).optional(),
  }),
  { keyword: 'PADRES', site: 'bolivar' },
  async (world, argument) => {
    const { publicUrl, twilio } = world.settings;
    if (!publicUrl) return refused(NO_ADDRESS);
    if (!twilio.from && !twilio.whatsappFrom) return refused(NO_NUMBER);
    const content = await currentContent(world);
    if (!content) return refused('No flow is published yet: start Puente once with npm start.');
    const { joinMessage, joinWay, joinWord } = await import('#conversations');
    const sites = await world.store.sites.find().sort({ name: 1 }).lean<Site[]>();
    const way = joinWay(content, sites, argument.keyword, argument.site ?? null);
    if (way.kind === 'unknown_keyword') {
      const cure = `use one of ${way.keywords.join(', ')}`;
      return refused(`No flow starts with the keyword ${argument.keyword}: ${cure}.`);
    }
    if (way.kind === 'unknown_site')
      return refused(`There is no site ${argument.site}: ${cureOf(sites)}.`);
    const message = joinMessage(way);
    const page = joinAddress(publicUrl, joinWord(way), way.site?._id ?? null);
    const problem = argument.qr === undefined ? null : await writeQrCode(argument.qr, page);
    if (problem) return refused(problem);
    return done({
      page,
      ...(twilio.from ? { sms: smsLink(twilio.from, message) } : {}),
      ...(twilio.whatsappFrom ? { whatsapp: whatsappLink(twilio.whatsappFrom, message) } : {}),
      ...(argument.qr === undefined ? {} : { svg: argument.qr }),
    });
  },
);

const NO_ADDRESS =
  'The address of the page is not known while PORT is 0: set PUBLIC_URL to the address under which families reach this program.';
const NO_NUMBER =
  'The number that families text is not known: set TWILIO_FROM to it (with a Messaging Service, to one of its numbers).';

function cureOf(sites: readonly Site[]): string {
  if (sites.length === 0) return 'none is loaded yet, load it first';
  return `use one of ${sites.map(({ _id, name }) => `${_id} (${name})`).join(', ')}`;
}

/** Writes the code as an SVG file; gives what is wrong where it cannot. */
async function writeQrCode(file: string, text: string): Promise<string | null> {
  const { qrCode } = await import('#web');
  try {
    await writeFile(file, qrCode(text));
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `qr: ${file} cannot be written (${code ?? 'no reason was given'}): name a file in a folder that is there, like flyer.svg.`;
  }
}
