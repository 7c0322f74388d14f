import type { Inbound } from '#storage';
import type { Stored } from '../turn.ts';
import { messageOf, understandIn } from '../understand-in.ts';
import type { Step } from './step.ts';

/**
 * Takes an earlier message of hers as the answer to the question she has now chosen. `gone` where that
 * question was answered or is over since.
 */
export const answerForStep: Step = async (world, turn, _stored, { event, message }) => {
  const gone = { outcome: 'gone', facts: {} };
  const { conversations, inbound } = world.store;
  const said = await inbound
    .findOne({ _id: String(message), contact: turn.contact._id })
    .session(turn.tx)
    .lean<Inbound>();
  const question = await conversations
    .findOne({ _id: String(event), contact: turn.contact._id, open: true })
    .session(turn.tx)
    .lean<Stored>();
  if (!said || question?.state.waits.for !== 'reply') return gone;
  const understood = understandIn(world, { ...turn, inbound: said }, question);
  const brings = { to: question, input: messageOf(said, understood) };
  return { outcome: 'answered', facts: {}, brings };
};
