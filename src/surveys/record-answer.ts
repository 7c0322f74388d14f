import type { Clock } from '#domain';
import { type Answer, newId, type Store, type Transaction } from '#storage';

export type SurveyWorld = { store: Pick<Store, 'answers'>; clock: Clock };

/** Keeps a family's answer to a question; a changed mind replaces what it said before. */
export async function recordAnswer(
  { store, clock }: SurveyWorld,
  answer: Pick<Answer, 'survey' | 'question' | 'contact' | 'value'>,
  tx: Transaction,
): Promise<void> {
  const { value, ...key } = answer;
  await store.answers.updateOne(
    key,
    { $set: { value, at: clock.now() }, $setOnInsert: { _id: newId() } },
    { upsert: true, session: tx },
  );
}
