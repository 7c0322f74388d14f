import { answerKey, isTopic, needsWorkshop, optionsText } from '#content';
import { ContentError, fits } from '#domain';
import type { Label, Text } from '#engine';
import { hasWorkshop, noteProgram, type Scene, speaking, type Turn } from './scene.ts';
import {
  ORGANISATION,
  PROGRAMME_VALUES,
  SITE,
  TIME_ZONE,
  WORKSHOP_FACTS,
  workshopValues,
} from './stand-in.ts';

/** Asked of people in fear: a person follows each of these up, as in the program. */
const FOR_A_PERSON = ['safety', 'student_absence'];

/** Says a text of the flow that speaks, with what follows it. */
export function sayOfFlow(scene: Scene, turn: Turn, text: Text, after = ''): void {
  const { flow, facts } = speaking(scene);
  const body = write(scene, flow, text.key, { ...facts, ...text.values });
  turn.spoken.push({ body: `${body}${after}`, fixed: flow === 'consent_request' ? true : null });
}

/** Says a text that is common to all flows. */
export function sayCommon(scene: Scene, turn: Turn, key: string, values = {}): void {
  const fixed = key === 'help' || key === 'opt_out_confirmation' ? true : null;
  turn.spoken.push({ body: write(scene, 'common', key, values), fixed });
}

/** Hands her message to a person, and tells her so once a turn. */
export function handOff(scene: Scene, turn: Turn, reason: string): void {
  if (turn.forPerson) return;
  turn.forPerson = true;
  noteProgram(turn, `a person is to answer (${reason})`);
  sayCommon(scene, turn, 'handed_off');
}

/** Nothing more is sent from now on; the one confirmation says so, unless the carrier's does. */
export function stopAll(scene: Scene, turn: Turn, isConfirmed = true): void {
  if (isConfirmed && !scene.optedOut) sayCommon(scene, turn, 'opt_out_confirmation');
  scene.optedOut = true;
}

/** Says that a person will listen to a voice note, or look at what she sent. */
export function acknowledgeMedia(scene: Scene, turn: Turn, types: readonly string[]): void {
  if (turn.forPerson) return;
  turn.forPerson = true;
  const isVoice = types.some((type) => type.startsWith('audio/'));
  noteProgram(turn, `a person is to ${isVoice ? 'listen' : 'look'}`);
  sayCommon(scene, turn, isVoice ? 'voice_note' : 'media');
}

/** Answers a question of hers from what is known of the stand-in's workshop. */
export function answerTopic(scene: Scene, turn: Turn, topic: string): void {
  const known = hasWorkshop(scene);
  if (!isTopic(topic)) handOff(scene, turn, 'asked_for');
  else if (!known && needsWorkshop(topic)) handOff(scene, turn, topic);
  else {
    const key = answerKey(topic, known ? holds(scene, topic) : undefined);
    if (key.endsWith('.unknown') || FOR_A_PERSON.includes(topic)) {
      noteProgram(turn, `a person is to follow up (${topic})`);
      turn.forPerson = true;
    }
    sayCommon(scene, turn, key);
  }
}

/** The numbered options of a question as they follow its text; empty where there are none. */
export function listOptions(scene: Scene, labels: readonly Label[] = []): string {
  const words = labels.map((label) => {
    if ('words' in label) return label.words;
    const { language, content } = scene;
    if ('at' in label) return content.moment({ at: label.at, language, timeZone: TIME_ZONE });
    const { flow, facts } = speaking(scene);
    return write(scene, flow, label.key, facts);
  });
  return words.length === 0 ? '' : `\n${optionsText(words)}`;
}

/** Whether a fact of the workshop holds; undefined where nobody told us. */
function holds(scene: Scene, topic: string): boolean | undefined {
  const { facts } = scene.talk;
  if (topic === 'childcare') return facts.childcare_offered === true;
  if (topic === 'virtual') return facts.zoom_offered === true;
  return topic === 'cancelled' ? false : WORKSHOP_FACTS[topic];
}

/** Writes a text as the program does: where a long place makes it too long, the site stands for it. */
function write(scene: Scene, namespace: string, key: string, own: object): string {
  const { language, content } = scene;
  const about = hasWorkshop(scene) ? workshopValues(language) : {};
  const values = { ...PROGRAMME_VALUES, ...about, ...own };
  const render = (given: object) =>
    content.render({ language, namespace, key, values: { ...given }, timeZone: TIME_ZONE });
  try {
    const body = render(values);
    return 'place' in about && !fits(body, ORGANISATION)
      ? render({ ...values, place: SITE })
      : body;
  } catch (error) {
    // Who writes a flow tries it before all of its words are there.
    if (error instanceof ContentError) return `[${error.message}]`;
    throw error;
  }
}
