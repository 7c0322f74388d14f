import { completeFacts } from './complete-facts.ts';
import { type Draft, emptyDraft } from './draft.ts';
import type { Lexicon } from './lexicon.ts';
import { readAnswer } from './read-answer.ts';
import {
  readAbsence,
  readAsides,
  readLanguageWish,
  readReason,
  readRemainder,
} from './read-asides.ts';
import { readBeside } from './read-beside.ts';
import { readDoubt } from './read-doubt.ts';
import { readLanguage } from './read-language.ts';
import { readLate } from './read-late.ts';
import { readSurvey } from './read-survey.ts';
import { readCare, readTopics, readUnknownQuestion } from './read-topics.ts';
import { type Reading, readMessage } from './reading.ts';
import { deniesStop, opinionOn, secondOpinion } from './second-opinion.ts';
import { readStopWish } from './stop-wish.ts';
import { INTENTS, type UnderstandingContext, type Understood } from './understood.ts';

/**
 * What a message means in its moment, by the words of every language at once (families mix them). Never
 * throws: what is not understood is `other`. Labels as in domain.md §5.
 */
export function understand(
  text: string,
  context: UnderstandingContext,
  lexicon: Lexicon,
): Understood {
  const reading = readMessage(text, context, lexicon);
  const opinion = lexicon.weights ? opinionOn(reading, lexicon.weights) : null;
  const draft = readByRules(text, reading, lexicon, deniesStop(opinion));
  if (opinion) secondOpinion(reading, draft, opinion);
  completeFacts(reading, draft);
  draft.intents.sort((a, b) => INTENTS.indexOf(a) - INTENTS.indexOf(b));
  return { ...draft, language: readLanguage(reading.words, lexicon) };
}

/** What the rules understand; where a doubtful wish that we stop is denied, what she says else. */
function readByRules(text: string, reading: Reading, lexicon: Lexicon, denied: boolean): Draft {
  const draft = emptyDraft();
  const ended = readStopWish(text, reading, draft);
  const doubtful = draft.confirmNeeded && draft.intents.includes('opt_out');
  if (ended && !(doubtful && denied)) {
    readBeside(reading, draft, lexicon, readContent);
    return draft;
  }
  const { scope: _, ...facts } = draft.facts;
  const content: Draft = { ...emptyDraft(), facts };
  readContent(reading, content);
  if (!denied) readDoubt(reading, content);
  return content;
}

function readContent(reading: Reading, draft: Draft): void {
  if (readAbsence(reading, draft)) {
    readReason(reading, draft);
    return;
  }
  if (!readSurvey(reading, draft)) {
    readTopics(reading, draft);
    readLanguageWish(reading, draft);
    readAnswer(reading, draft);
    readCare(reading, draft);
    readLate(reading, draft);
  }
  readAsides(reading, draft);
  readUnknownQuestion(reading, draft);
  readRemainder(reading, draft);
}
