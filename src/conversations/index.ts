export { dueSilences, dueSuspensions } from './due.ts';
export { startMany } from './invite.ts';
export { lapseSilence } from './lapse-silence.ts';
export { lapseSuspension } from './lapse-suspension.ts';
export { lapseOffer, startOffer } from './offer.ts';
export { renderAbout, textIn, type WorkshopAndSite, withSite } from './say.ts';
export { takeTurns } from './take-turn.ts';
export { type ConversationWorld, languageOf } from './turn.ts';
