import { styleText } from 'node:util';
import type { TwilioMessage } from '#emulator';
import type { Family, Story } from './story.ts';

const WIDTH = 78;
const GUTTER = 10;
const BUBBLE = 54;

/** Shows the story as it happens: whose phone it is, what came to it (left) and what she wrote (right). */
export type Screen = {
  scene: (title: string, day: Date) => void;
  conversation: (family: Family, messages: TwilioMessage[]) => void;
  /** The same text on many phones is shown once. */
  toMany: (texts: TwilioMessage[]) => void;
  aside: (text: string) => void;
};

/** A screen of lines; colour only where `node:util` finds that the output takes it (a terminal, no NO_COLOR). */
export function openScreen(story: Story, print: (line: string) => void): Screen {
  const { timeZone } = story.site;
  let onPhone: string | null = null;
  const day = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
  });
  const time = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' });
  const timeOf = (message: TwilioMessage) =>
    time.format(new Date(message.deliveredAtClock ?? message.createdAtClock));
  const phoneOf = (title: string, note: string) => {
    print('');
    print(`${' '.repeat(GUTTER)}${styleText('bold', title)} ${styleText('dim', note)}`);
  };
  return {
    scene: (title, at) => {
      onPhone = null;
      print('');
      print(styleText('dim', '─'.repeat(WIDTH)));
      print(`${styleText('bold', day.format(at))}  ${title}`);
    },
    conversation: (family, messages) => {
      if (onPhone !== family.phone) phoneOf(family.name, readable(family.phone));
      onPhone = family.phone;
      let last = '';
      for (const message of messages) {
        const now = timeOf(message);
        for (const line of bubble(message, now === last ? '' : now)) print(line);
        last = now;
      }
    },
    toMany: (texts) => {
      onPhone = null;
      for (const [body, group] of Map.groupBy(texts, (text) => text.body)) {
        const names = group.map(({ to }) => firstName(story, to));
        phoneOf(`${group.length} phones`, names.join(', '));
        const [first] = group;
        if (first) for (const line of bubble({ ...first, body }, timeOf(first))) print(line);
      }
    },
    aside: (text) => {
      print('');
      for (const line of wrap(text, WIDTH - GUTTER))
        print(`${' '.repeat(GUTTER)}${styleText(['italic', 'yellow'], line)}`);
    },
  };
}

/** Left what came to the phone, right what was written on it. */
function bubble(message: TwilioMessage, time: string): string[] {
  const hers = message.direction === 'inbound';
  return wrap(message.body, BUBBLE).map((line, i) => {
    const at = styleText('dim', (i === 0 ? time : '').padStart(GUTTER - 2).padEnd(GUTTER));
    if (!hers) return `${at}${styleText('cyan', '▌')} ${line}`;
    const shift = ' '.repeat(Math.max(0, WIDTH - GUTTER - 2 - line.length));
    return `${at}${shift}${styleText('green', line)} ${styleText('green', '▐')}`;
  });
}

/** Breaks a text into lines of at most so many signs, at its own line ends and between words. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const longer = `${lines.at(-1)} ${word}`.trimStart();
      if (longer.length <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

function readable(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}

function firstName(story: Story, phone: string): string {
  const family = Object.values(story.families).find((each) => each.phone === phone);
  return family?.name.split(' ')[0] ?? 'a stranger';
}
