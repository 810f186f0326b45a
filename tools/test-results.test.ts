import { describe, expect, it } from 'vitest';
import { tallyOf } from './test-results.ts';

function report(passed: number, failed: number, files: unknown[] = []): string {
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 1 };
  return JSON.stringify({ ...counts, testResults: files });
}

describe('the closing line of npm test', () => {
  it('counts a static check as one', () => {
    expect(tallyOf(0, undefined)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyOf(2, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts tests, and files that could not be loaded', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(tallyOf(0, report(5, 0))).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(tallyOf(1, report(5, 2))).toEqual({ passed: 5, failed: 2, skipped: 1 });
    expect(tallyOf(1, report(5, 0, [unloaded]))).toEqual({ passed: 5, failed: 1, skipped: 1 });
  });

  it('never says that nothing failed when the run failed', () => {
    expect(tallyOf(1, report(5, 0)).failed).toBe(1);
    expect(tallyOf(0, null).failed).toBe(1);
  });
});
