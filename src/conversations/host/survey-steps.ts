import { addTag, removeTag } from '#contacts';
import { recordAnswer } from '#surveys';
import { requestCall } from '../calls.ts';
import type { Step } from './step.ts';

/** Keeps her answer to a survey's question; the survey is the flow that asked. */
export const recordAnswerStep: Step = async (world, turn, stored, { question, value }) => {
  if (question !== undefined && value !== undefined) {
    const answer = { survey: stored.flow, question: String(question), value };
    await recordAnswer(world, { ...answer, contact: turn.contact._id }, turn.tx);
  }
  return { outcome: 'recorded', facts: {} };
};

/** A topic she wants to hear of is a tag of hers, `topic:college`, by which audiences are chosen. */
export const subscribeStep: Step = async (world, turn, _stored, { topic }) => {
  for (const tag of tagsOf(topic)) {
    turn.contact = await addTag(world, turn.contact._id, tag, turn.tx);
  }
  return { outcome: 'subscribed', facts: {} };
};

export const unsubscribeStep: Step = async (world, turn, _stored, { topic }) => {
  for (const tag of tagsOf(topic)) {
    turn.contact = await removeTag(world, turn.contact._id, tag, turn.tx);
  }
  return { outcome: 'unsubscribed', facts: {} };
};

/** A person is to call her: she goes on the call list and is told so. */
export const requestCallStep: Step = async (world, turn) => {
  await requestCall(world, turn);
  return { outcome: 'requested', facts: {} };
};

/** The tags of a topic, or of several parted by commas; "none of these" is no topic. */
function tagsOf(topic: unknown): string[] {
  const names = String(topic ?? '').split(',');
  return names.filter((name) => name !== '' && name !== 'none').map((name) => `topic:${name}`);
}
