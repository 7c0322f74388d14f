export { recordAnswer, type SurveyWorld } from './record-answer.ts';
export { type AnswerTally, tallyAnswers } from './tally-answers.ts';
