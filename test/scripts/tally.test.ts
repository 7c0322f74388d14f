import { describe, expect, test } from 'vitest';
import { withoutServiceSettings } from '../../scripts/lib/own-environment.ts';
import { closingLine, tallyOf } from '../../scripts/lib/tally.ts';

const report = (passed: number, failed: number, skipped: number, unloaded = 0) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: [
      {
        status: failed ? 'failed' : 'passed',
        assertionResults: [{ status: failed ? 'failed' : 'passed' }],
      },
      ...Array.from({ length: unloaded }, () => ({ status: 'failed', assertionResults: [] })),
    ],
  });

describe('a run of the tests', () => {
  test('is counted from the report', () => {
    expect(tallyOf(report(5, 2, 1), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
    expect(tallyOf(report(5, 0, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  test.each([
    ['that left no report', tallyOf(undefined, 0)],
    ['that left half a report', tallyOf('{"numPassedTests": 3', 0)],
    ['with no test in it', tallyOf(report(0, 0, 0), 0)],
    ['with only skipped tests in it', tallyOf(report(0, 0, 4), 0)],
    ['with a file that could not be loaded', tallyOf(report(5, 0, 0, 1), 1)],
    ['with an error outside every test', tallyOf(report(5, 0, 0), 1)],
    ['that was ended by a signal', tallyOf(report(5, 0, 0), null)],
  ])('%s has failed', (_, tally) => {
    expect(tally.failed).toBe(1);
  });

  test('closes with one line, which names skipped tests only if there are any', () => {
    expect(closingLine({ passed: 7, failed: 0, skipped: 0 })).toBe('7 passed, 0 failed');
    expect(closingLine({ passed: 7, failed: 1, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped');
  });
});

describe('no test touches a real family', () => {
  test('settings of services are taken out of the environment, and nothing else', () => {
    expect(
      withoutServiceSettings({
        PATH: '/bin',
        TWILIO_ACCOUNT_SID: 'AC1',
        TWILIO_AUTH_TOKEN: 'x',
        TWILIO_API_URL: 'https://example.org',
        MONGODB_URI: 'mongodb://example.org',
        REDIS_URL: 'redis://example.org',
        PUENTE_HOME: '/srv',
        PORT: '1',
      }),
    ).toEqual({ PATH: '/bin', PORT: '1' });
  });

  test('what tests see holds none of them', () => {
    const seen = Object.keys(process.env).filter((name) =>
      /^(TWILIO_|PUENTE_|MONGODB_URI|REDIS_URL)/.test(name),
    );
    expect(seen).toEqual([]);
  });
});
