import type { ByLanguage } from '#domain';
import type { Store } from '#storage';

/** What a person answered on a topic becomes the workshop's own words on it, for the next who asks. */
export async function setFact(
  { store }: { store: Pick<Store, 'workshops'> },
  workshop: string,
  topic: string,
  text: ByLanguage,
): Promise<void> {
  await store.workshops.updateOne({ _id: workshop }, { $set: { [`facts.${topic}`]: text } });
}
