import type { Event } from '#engine';
import { answerTopic } from '../answer-topic.ts';
import { answerForEvents } from '../lists/answer-for-events.ts';
import type { Effect } from './effect.ts';

/** A question about the workshop is answered from the workshop's own facts. */
export const topicRaised: Effect<Extract<Event, { type: 'topic_raised' }>> = async (
  world,
  turn,
  stored,
  { topic },
) => {
  const { events } = stored.state.facts;
  if (stored.workshop === null && typeof events === 'string')
    return answerForEvents(world, turn, events, topic);
  await answerTopic(world, turn, stored.workshop, topic);
};
