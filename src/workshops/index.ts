export { decline, maybe, setMode } from './answers.ts';
export { type Changed, cancelWorkshop, moveWorkshop } from './change-workshop.ts';
export { setChildcare } from './childcare.ts';
export { markInvited, nearestWorkshop, nextAtSites } from './find-workshop.ts';
export { importWorkshop } from './import-workshop.ts';
export { acceptOffer, endOffer, nextToOffer, offerSeats } from './offers.ts';
export { type Reserved, reserve } from './reserve.ts';
export type { Asked, WorkshopWorld } from './seats.ts';
export { type Tally, tallyOf } from './tally.ts';
