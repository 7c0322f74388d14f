import { ContentError } from '#domain';
import { hostOutcomes, readChoice } from './host-choices.ts';
import { buttonsOf } from './play-talk.ts';
import { cannotSave, factsIn } from './read-arguments.ts';
import { factsText, speaking } from './scene.ts';
import { doNext, openSession, plain, playAgain, type Session, tellAll } from './session.ts';
import { Step } from './talk.ts';
import { saveTalk } from './talk-file.ts';
import { type Line, momentText } from './tell-turn.ts';

type Command = { usage: string; about: string; does: (session: Session, rest: string) => Line[] };

/** Everything that begins with a colon; `:quit` is whoever reads the lines. */
export const COMMANDS: Record<string, Command> = {
  help: { usage: ':help', about: 'this list', does: () => tellHelp() },
  clock: {
    usage: ':clock +3h',
    about: 'lets time pass (30m, 2h, 3d, 1d12h): silence falls, waits end, offers lapse',
    does: moveClock,
  },
  button: { usage: ':button 1', about: 'she taps a button', does: tapButton },
  voice: {
    usage: ':voice [words]',
    about: 'she sends a voice note, with words or without',
    does: (session, rest) => send(session, 'audio/ogg', rest),
  },
  photo: {
    usage: ':photo [words]',
    about: 'she sends a picture, with words or without',
    does: (session, rest) => send(session, 'image/jpeg', rest),
  },
  host: {
    usage: ':host full',
    about: 'how the next step of the host goes, by name or number; alone it lists them',
    does: chooseNext,
  },
  instead: {
    usage: ':instead full',
    about: 'the last turn again, with another outcome of the host',
    does: chooseInstead,
  },
  language: {
    usage: ':language en',
    about: 'the same talk in another language, from its beginning',
    does: speak,
  },
  reload: {
    usage: ':reload',
    about: 'reads the flow and its words again after a change, and plays the same talk',
    does: reload,
  },
  back: { usage: ':back', about: 'takes the last step back', does: takeBack },
  facts: { usage: ':facts', about: 'what is known, and the time', does: tellFacts },
  save: {
    usage: ':save talk.yaml',
    about: 'keeps the talk so far, for npm run transcribe',
    does: save,
  },
  quit: { usage: ':quit', about: 'ends', does: () => [] },
};

/** Does what one line asks: a command, or else her words. */
export function takeLine(session: Session, line: string): Line[] {
  const text = line.trim();
  if (text === '') return [];
  if (!isCommand(text)) return doNext(session, { says: text });
  const [, name = '', rest = ''] = /^:(\S*)\s*(.*)$/s.exec(text)!;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : undefined;
  if (command) return command.does(session, rest);
  const known = Object.keys(COMMANDS).map((one) => `:${one}`);
  return [plain(`There is no :${name}. There are: ${known.join(', ')}.`)];
}

/** `:clock`, but not a smile that the family sends (`:)`, `:D`). */
function isCommand(line: string): boolean {
  return /^\s*:(\p{L}{2}|q\s*$)/u.test(line);
}

function tellHelp(): Line[] {
  const rows = Object.values(COMMANDS).map(({ usage, about }) =>
    plain(`  ${usage.padEnd(16)} ${about}`),
  );
  return [
    plain('Write what the family texts. What begins with a colon is for this program:'),
    ...rows,
  ];
}

function moveClock(session: Session, rest: string): Line[] {
  const clock = rest.replace(/^\+/, '').replaceAll(' ', '');
  const step = Step.safeParse({ clock });
  if (step.success) return doNext(session, step.data);
  const now = momentText(session.played.scene.now);
  return [plain(`It is ${now}. Write how long passes: :clock +30m, +2h, +3d or +1d12h.`)];
}

function tapButton(session: Session, rest: string): Line[] {
  const buttons = buttonsOf(session.played.scene);
  if (buttons.length === 0) return [plain('Nothing is asked that has buttons.')];
  const button = Number(rest);
  if (Number.isInteger(button) && button >= 1 && button <= buttons.length)
    return doNext(session, { button });
  const named = buttons.map((name, i) => `${i + 1} ${name}`).join(', ');
  return [plain(`Write the button's number: ${named}.`)];
}

function send(session: Session, sends: string, words: string): Line[] {
  return doNext(session, { ...(words !== '' && { says: words }), sends });
}

function chooseNext(session: Session, rest: string): Line[] {
  const outcomes = hostOutcomes(session.content.flow(session.talk.flow));
  const choice = readChoice(outcomes, rest);
  if (choice === null) return tellOutcomes(outcomes, ':host');
  session.pending.push(choice);
  return [plain(`Noted: the next step of the host that can go “${choice}” will.`)];
}

function chooseInstead(session: Session, rest: string): Line[] {
  const last = session.played.turns.at(-1)!;
  const done = new Set(last.asked.map(({ step }) => step));
  if (last.step === null || done.size === 0)
    return [plain('The host had no part in the last turn.')];
  const outcomes = hostOutcomes(session.content.flow(session.talk.flow)).filter(({ step }) =>
    done.has(step),
  );
  const choice = readChoice(outcomes, rest);
  if (choice === null) return tellOutcomes(outcomes, ':instead');
  const steps = session.talk.steps.slice(0, -1);
  return playAgain(session, {
    ...session.talk,
    steps: [...steps, { ...last.step, host: [choice] }],
  });
}

function tellOutcomes(outcomes: ReturnType<typeof hostOutcomes>, command: string): Line[] {
  if (outcomes.length === 0) return [plain('What this flow asks of the host has one outcome.')];
  let number = 0;
  const rows = [...Map.groupBy(outcomes, ({ step }) => step)].map(([step, ways]) => {
    const named = ways.map(({ outcome }) => `${++number} ${outcome}`).join(', ');
    return plain(`  ${step.padEnd(14)} ${named}`);
  });
  return [plain(`Write one by name or number (${command} 2):`), ...rows];
}

function speak(session: Session, language: string): Line[] {
  const { languages } = session.content;
  if (!languages.includes(language))
    return [plain(`There is no language “${language}”. There are: ${languages.join(', ')}.`)];
  const talk = { ...session.talk, language, facts: factsIn(language, session.talk) };
  playAgain(session, talk);
  return [plain(`From the beginning, in ${language}:`), ...tellAll(session)];
}

/** An error leaves the talk as it is, so that the file can be corrected and read once more. */
function reload(session: Session): Line[] {
  try {
    const { talk, echo, load, pending } = session;
    Object.assign(session, { ...openSession(load, talk, echo), pending });
    return [plain('Read again; the same talk:'), ...tellAll(session)];
  } catch (error) {
    if (error instanceof ContentError) return [plain(error.message)];
    throw error;
  }
}

function takeBack(session: Session): Line[] {
  const { steps } = session.talk;
  if (steps.length === 0) return [plain('This is where the talk begins.')];
  const taken = steps.at(-1)!;
  const told = playAgain(session, { ...session.talk, steps: steps.slice(0, -1) });
  return [
    plain(`Taken back: ${taken.says ?? taken.sends ?? taken.clock ?? taken.button}`),
    ...told,
  ];
}

function tellFacts({ played: { scene } }: Session): Line[] {
  const { state, party, mode, childcare } = scene.rsvp;
  const seats = { party, ...(mode && { mode }), ...(childcare !== undefined && { childcare }) };
  return [
    plain(`The flow knows: ${factsText(speaking(scene).facts) || 'nothing'}`),
    plain(`The host has: ${state} (${factsText(seats)})${scene.optedOut ? ', opted out' : ''}`),
    plain(`It is ${momentText(scene.now)}.`),
  ];
}

function save({ talk }: Session, file: string): Line[] {
  const wrong = file === '' ? 'Name a file: :save talk.yaml.' : cannotSave(file);
  if (wrong !== null) return [plain(wrong)];
  saveTalk(file, talk);
  return [plain(`Kept in ${file}. To make a test of it: npm run -s transcribe -- ${file}`)];
}
