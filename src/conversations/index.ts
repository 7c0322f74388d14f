export { dueSilences, dueSuspensions } from './due.ts';
export { type HumanMatter, humanMatter, isDanger, isForPersonAlone } from './human-matter.ts';
export { startMany } from './invite.ts';
export { type JoinWay, joinMessage, joinWay, joinWord } from './join-way.ts';
export { lapseSilence } from './lapse-silence.ts';
export { lapseSuspension } from './lapse-suspension.ts';
export { dueLists, remakeList } from './lists/remake-list.ts';
export { dueMissed, startMissed } from './missed-reply.ts';
export { callUnanswered, nudgeMany } from './nudge.ts';
export { lapseOffer, startOffer } from './offer.ts';
export {
  textIn,
  type Words,
  type WorkshopAndSite,
  type Written,
  withSite,
  writeAbout,
  writeFor,
} from './say.ts';
export { type FlowStart, startFlow } from './start-flow.ts';
export { partStarts, startTogether } from './start-together.ts';
export { type Answer, takeTurns } from './take-turn.ts';
export { type ConversationWorld, languageOf } from './turn.ts';
