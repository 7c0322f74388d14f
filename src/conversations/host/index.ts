import type { HostRequest, HostStep } from '#engine';
import type { ConversationWorld, Stored, Turn } from '../turn.ts';
import { answerEventsStep } from './answer-events-step.ts';
import { answerForStep } from './answer-for-step.ts';
import { giveConsent, optOut, resume } from './consent-steps.ts';
import type { Outcome, Step } from './step.ts';
import {
  recordAnswerStep,
  requestCallStep,
  subscribeStep,
  unsubscribeStep,
} from './survey-steps.ts';
import {
  acceptOfferStep,
  declineOfferStep,
  declineStep,
  maybeStep,
  reserveStep,
  setChildcareStep,
  setModeStep,
} from './workshop-steps.ts';

const STEPS: Record<HostStep, Step> = {
  reserve: reserveStep,
  decline: declineStep,
  maybe: maybeStep,
  set_mode: setModeStep,
  set_childcare: setChildcareStep,
  accept_offer: acceptOfferStep,
  decline_offer: declineOfferStep,
  give_consent: giveConsent,
  opt_out: optOut,
  resume,
  record_answer: recordAnswerStep,
  subscribe: subscribeStep,
  unsubscribe: unsubscribeStep,
  answer_for: answerForStep,
  answer_events: answerEventsStep,
  request_call: requestCallStep,
};

/** Does what a flow asks of its host, inside the turn's transaction. */
export async function doStep(
  world: ConversationWorld,
  turn: Turn,
  stored: Stored,
  request: HostRequest,
): Promise<Outcome> {
  const outcome = await STEPS[request.step](world, turn, stored, request.args);
  turn.rsvps = [];
  return outcome;
}
