import { styleText } from 'node:util';
import type { TwilioMessage } from '#emulator';
import { bubble, GUTTER, WIDTH, wrap } from './bubble.ts';
import type { Family, Story } from './story.ts';

/** Shows the story as it happens: whose phone it is, what came to it (left) and what she wrote (right). */
export type Screen = {
  /** What is played, and with whom. */
  opening: () => void;
  scene: (title: string, day: Date) => void;
  conversation: (family: Family, messages: TwilioMessage[]) => void;
  /** The same text on many phones is shown once. */
  toMany: (texts: TwilioMessage[]) => void;
  aside: (text: string) => void;
  rule: (title?: string) => void;
};

type Style = Parameters<typeof styleText>[0];

/** A screen of lines; `styleText` colours only where the output takes it: a terminal, and no NO_COLOR. */
export function openScreen(story: Story): Screen {
  const { day, time } = formatsIn(story.site.timeZone);
  let onPhone: string | null = null;
  const indented = (style: Style, text: string) => {
    for (const line of wrap(text, WIDTH - GUTTER))
      console.log(`${' '.repeat(GUTTER)}${styleText(style, line)}`);
  };
  const rule = (title = '') => console.log(`\n${styleText('dim', title.padEnd(WIDTH, '─'))}`);
  return {
    opening: () => introduce(story),
    rule,
    scene: (title, at) => {
      onPhone = null;
      rule(`── ${day.format(at)} `);
      indented(['bold', 'blue'], title);
    },
    conversation: (family, messages) => {
      if (onPhone !== family.phone)
        console.log(`\n${titleOf(family.name, readable(family.phone))}`);
      onPhone = family.phone;
      let last = '';
      for (const message of messages) {
        const now = time.format(seenAt(message));
        for (const line of bubble(message, now === last ? '' : now)) console.log(line);
        last = now;
      }
    },
    toMany: (texts) => {
      onPhone = null;
      for (const group of Map.groupBy(texts, ({ body }) => body).values()) {
        const [first] = group as [TwilioMessage];
        console.log(`\n${titleOf(`On ${group.length} phones`)}`);
        indented('dim', firstNames(story, group));
        for (const line of bubble(first, time.format(seenAt(first)))) console.log(line);
      }
    },
    aside: (text) => {
      console.log('');
      indented(['italic', 'yellow'], text);
    },
  };
}

function introduce({ programme, workshop, site, families }: Story): void {
  const all = Object.values(families);
  const agreed = all.filter((family) => family.agreed).length;
  const title = workshop.title.en ?? Object.values(workshop.title)[0];
  console.log(styleText('bold', `\n${programme.name}: “${title}” at ${site.name}`));
  console.log(
    `${workshop.capacity} seats. ${all.length} families on the list, ${agreed} of whom agreed to texts.`,
  );
  console.log(styleText('dim', 'All of it runs on this machine; no real phone gets a text.'));
}

/** Day and time as a family's clock shows them at the site. */
function formatsIn(timeZone: string) {
  const day = { weekday: 'long', month: 'long', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return {
    day: new Intl.DateTimeFormat('en-US', { timeZone, ...day }),
    time: new Intl.DateTimeFormat('en-US', { timeZone, ...time }),
  };
}

/** When the phone showed a message, by the moved clock. */
function seenAt(message: TwilioMessage): Date {
  return new Date(message.deliveredAtClock ?? message.createdAtClock);
}

function titleOf(title: string, note?: string): string {
  const after = note ? ` ${styleText('dim', note)}` : '';
  return `${' '.repeat(GUTTER)}${styleText('bold', title)}${after}`;
}

function readable(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}

/** Whose phones these texts are on, in the order of the story's list. */
function firstNames({ families }: Story, texts: TwilioMessage[]): string {
  const phones = new Set(texts.map(({ to }) => to));
  const known = Object.values(families).filter(({ phone }) => phones.has(phone));
  return known.map(({ name }) => name.split(' ')[0]).join(', ');
}
