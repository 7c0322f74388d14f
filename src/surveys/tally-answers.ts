import type { Answer, Store } from '#storage';

/** How often each answer was given, the most frequent first, and how many families answered. */
export type AnswerTally = { families: number; counts: { value: string; count: number }[] };

/**
 * Counts the answers to a question. Where several options may be chosen (`reading,college`) each counts by
 * itself, so that the counts may be more than the families.
 */
export async function tallyAnswers(
  { store }: { store: Pick<Store, 'answers'> },
  survey: string,
  question: string,
  several = false,
): Promise<AnswerTally> {
  const answers = await store.answers
    .find({ survey, question }, { value: 1 })
    .lean<Pick<Answer, 'value'>[]>();
  const counts = new Map<string, number>();
  for (const { value } of answers) {
    for (const name of several ? String(value).split(',') : [String(value)]) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const sorted = [...counts].map(([value, count]) => ({ value, count }));
  sorted.sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  return { families: answers.length, counts: sorted };
}
