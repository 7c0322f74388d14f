import type { Content } from '#content';
import { type Played, playStep, playTalk } from './play-talk.ts';
import { factsText, hasWorkshop } from './scene.ts';
import { TIME_ZONE, workshopValues } from './stand-in.ts';
import type { Step, Talk } from './talk.ts';
import { type Line, momentText, tellTurn, tellWhere } from './tell-turn.ts';

/** A talk that goes on: what was done so far, and how the host's next steps are to go. */
export type Session = {
  content: Content;
  talk: Talk;
  played: Played;
  pending: string[];
  /** Reads flows and words anew; throws a ContentError as it did at the start. */
  load: () => Content;
  /** Whether her words are shown again, since nobody sees them typed. */
  echo: boolean;
};

/** Begins a talk, or goes on with one, with the flows and words that `load` reads. */
export function openSession(load: () => Content, talk: Talk, echo: boolean): Session {
  const content = load();
  return { content, talk, played: playTalk(content, talk), pending: [], load, echo };
}

/** What is said before the first text: the flow, the workshop, and what the program told it. */
export function tellOpening({ content, talk, played }: Session): Line[] {
  const { title, site, startsAt } = workshopValues(talk.language);
  const about = `${title}, ${momentText(new Date(startsAt!))}, ${site} (${TIME_ZONE})`;
  return [
    plain(`${talk.flow}: ${content.flow(talk.flow).about}`),
    ...(hasWorkshop(played.scene) ? [plain(`Workshop: ${about}`)] : []),
    ...(Object.keys(talk.facts).length > 0 ? [plain(`Told: ${factsText(talk.facts)}`)] : []),
    plain(`Now: ${momentText(played.scene.now)}. Write as the family; :help names the commands.`),
  ];
}

/** The whole talk, from its first text to what it waits for. */
export function tellAll({ played }: Session): Line[] {
  const turns = played.turns.flatMap((turn) => [plain(''), ...tellTurn(turn, { echo: true })]);
  return [...turns, ...tellWhere(played.scene)];
}

/** Does one more step and tells what follows; what was not used of the host's choices is still to come. */
export function doNext(session: Session, step: Step): Line[] {
  const { played, pending, talk, echo } = session;
  const host = pending.length > 0 ? { host: [...pending] } : {};
  const turns = playStep(played.scene, { ...step, ...host });
  const left = played.scene.choices;
  const used = pending.filter((choice) => !left.includes(choice));
  session.pending = [...left];
  played.turns.push(...turns);
  talk.steps.push({ ...step, ...(used.length > 0 && { host: used }) });
  return [...turns.flatMap((turn) => tellTurn(turn, { echo })), ...tellWhere(played.scene)];
}

/** Plays the talk again from its beginning, after it was changed; only its last turn is told. */
export function playAgain(session: Session, talk: Talk): Line[] {
  session.talk = talk;
  session.played = playTalk(session.content, talk);
  const last = session.played.turns.at(-1)!;
  return [...tellTurn(last, { echo: true }), ...tellWhere(session.played.scene)];
}

/** A line that is only said. */
export function plain(text: string): Line {
  return { of: 'plain', text };
}
