import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, since it starts the whole program: begun last, it would be waited for at the end. */
const LONGEST = [
  'test/faults/faults',
  'test/services/',
  'test/crash/',
  'test/scripts/demo',
  'test/program/',
];

/** Begins with the tests that take longest; a new checkout has no times of its own to go by. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((part) => moduleId.includes(part));
      return found === -1 ? LONGEST.length : found;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
