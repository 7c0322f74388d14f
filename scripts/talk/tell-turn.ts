import { bodyOf, countSegments, fits, gathered, MOST_SEGMENTS, normaliseText } from '#domain';
import type { Understood } from '#understanding';
import { wrap } from '../demo/bubble.ts';
import { lapsesAt } from './move-clock.ts';
import { factsText, type Note, type Scene, speaking, type Turn } from './scene.ts';
import { ORGANISATION, TIME_ZONE } from './stand-in.ts';
import { waitsText } from './tell-waits.ts';

/** What a line is, by which a screen gives it its look. */
export type Line = {
  of: 'text' | 'cost' | 'dear' | 'hers' | 'understood' | Note['of'] | 'waits' | 'plain';
  text: string;
};

const WIDTH = 76;
const LABEL = 12;

const labelled = (of: Line['of'], label: string, text: string): Line[] =>
  wrap(text, WIDTH - LABEL).map((part, i) => ({
    of,
    text: `  ${(i === 0 ? label : '').padEnd(LABEL)}${part}`,
  }));

/**
 * A turn as lines: what was understood, what was noted and done, and the texts as her phone shows them,
 * gathered as the program sends them. `echo` shows her words too, where nobody has seen them typed.
 */
export function tellTurn(turn: Turn, { echo }: { echo: boolean }): Line[] {
  const { hers, step, understood } = turn;
  const lines: Line[] = [];
  if (hers !== null && (echo || step?.says === undefined || step.sends !== undefined))
    lines.push({ of: 'hers', text: `> ${hers}` });
  if (understood) lines.push(...labelled('understood', 'understood', understoodText(understood)));
  for (const { of, text } of together(turn.notes)) lines.push(...labelled(of, LABELS[of], text));
  for (const group of gathered(turn.spoken)) lines.push(...tellText(bodyOf(group)));
  if (hers === null && step !== null)
    lines.unshift({ of: 'plain', text: `${momentText(turn.at)}` });
  return lines;
}

const LABELS = { fact: 'facts', host: 'host', program: 'program' };

/** Facts that were set one after the other are one line. */
function together(notes: readonly Note[]): Note[] {
  const merged: Note[] = [];
  for (const note of notes) {
    const last = merged.at(-1);
    if (note.of === 'fact' && last?.of === 'fact') last.text += `, ${note.text}`;
    else merged.push({ ...note });
  }
  return merged;
}

function understoodText({
  intents,
  facts,
  certainty,
  confirmNeeded,
  language,
}: Understood): string {
  const sure = confirmNeeded ? 'unsure, to be asked back' : certainty;
  const meant = intents.filter((intent) => intent !== 'other').join(', ');
  const told = factsText(facts);
  const found = [meant, told].filter((part) => part !== '').join(' · ') || 'nothing';
  return `${found} · ${sure}${language === 'und' ? '' : ` · in ${language}`}`;
}

/** One text as on a phone, and below it what it costs and the character that makes it dear. */
function tellText(body: string): Line[] {
  const text = normaliseText(body);
  const { segments, forcedBy } = countSegments(text);
  const count = segments === 1 ? '1 segment' : `${segments} segments`;
  const isOver = !fits(text, ORGANISATION);
  const dear = forcedBy === null ? '' : ` · “${forcedBy}” costs: 70 characters each, not 160`;
  const over = isOver ? ` · too long, ${MOST_SEGMENTS} are the most` : '';
  return [
    ...wrap(text, WIDTH - 2).map((part): Line => ({ of: 'text', text: `▌ ${part}` })),
    { of: isOver ? 'dear' : 'cost', text: `  ${count}${dear}${over}` },
  ];
}

/** Where the talk stands now: the node, what it waits for, and when silence falls; nothing after its end. */
export function tellWhere(scene: Scene): Line[] {
  if (speaking(scene).at === null) return [];
  const due = scene.dueAt ? ` (${momentText(scene.dueAt)})` : '';
  const lapse = lapsesAt(scene);
  const lapses = lapse ? `; the offer lapses ${momentText(lapse)}` : '';
  return labelled('waits', 'waits', waitsText(scene.content, speaking(scene), due) + lapses);
}

/** A time as the family's clock shows it, for who tries the flow. */
export function momentText(at: Date): string {
  return at.toLocaleString('en-US', {
    timeZone: TIME_ZONE,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
}
